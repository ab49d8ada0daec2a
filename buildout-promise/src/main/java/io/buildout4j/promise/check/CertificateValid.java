package io.buildout4j.promise.check;

import io.buildout4j.promise.Finding;
import io.buildout4j.promise.Parameters;
import io.buildout4j.promise.Promise;
import io.buildout4j.promise.PromiseContext;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A certificate is valid for some more days, and its key fits. */
final class CertificateValid implements Promise {
    private final String certificate;
    private final Optional<String> key;
    private final String days;

    CertificateValid(Parameters parameters) {
        certificate = parameters.required("certificate");
        key = parameters.findText("key");
        days = parameters.findText("certificate-expiration-days").orElse("15");
    }

    @Override
    public Finding sense(PromiseContext context) {
        if (!days.matches("-?[0-9]{1,6}")) {
            return Finding.failed("ERROR certificate-expiration-days is wrong: " + Words.quoted(days));
        }
        X509Certificate loaded;
        try {
            loaded = Pem.certificates(context.directory().resolve(certificate)).get(0);
        } catch (IOException | GeneralSecurityException e) {
            return Finding.failed(
                    "ERROR Problem loading certificate " + Words.quoted(certificate) + ", error: " + why(e));
        }
        Instant end = loaded.getNotAfter().toInstant();
        if (end.minus(Duration.ofDays(Long.parseLong(days)))
                .isBefore(context.clock().instant())) {
            return Finding.failed(
                    "ERROR Certificate " + Words.quoted(certificate) + " will expire in less than " + days + " days");
        }
        return key.map(name -> fits(loaded, name, context.directory().resolve(name)))
                .orElseGet(() -> Finding.ok("OK Certificate " + Words.quoted(certificate) + " is ok, no key provided"));
    }

    private Finding fits(X509Certificate loaded, String name, Path file) {
        try {
            Optional<PrivateKey> read = Pem.privateKey(file, loaded);
            return read.isPresent() && Pem.match(read.get(), loaded.getPublicKey())
                    ? Finding.ok("OK Certificate " + Words.quoted(certificate) + " and key " + Words.quoted(name)
                            + " are ok")
                    : Finding.failed("ERROR Certificate " + Words.quoted(certificate) + " does not match key "
                            + Words.quoted(name));
        } catch (IOException | GeneralSecurityException e) {
            return Finding.failed("ERROR Problem loading key " + Words.quoted(name) + ", error: " + why(e));
        }
    }

    private static String why(Exception e) {
        if (e instanceof NoSuchFileException missing) {
            return "[Errno 2] No such file or directory: " + Words.quoted(missing.getFile());
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
