from slapos.grid.promise.generic import GenericPromise

class RunPromise(GenericPromise):
    def sense(self):
        log_file = self.getConfig('log-file')
        try:
            with open(log_file, 'r') as f:
                lines = f.readlines()
                if not lines:
                    self.logger.error("Log file is empty.")
                else:
                    self.logger.info("Log file has content.")
        except Exception as e:
            self.logger.error(f"Error reading log file: {e}")
