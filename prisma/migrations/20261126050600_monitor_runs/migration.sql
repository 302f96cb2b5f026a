-- What the synthetic monitor found, a row for each run.
CREATE TABLE `monitor_runs` (
  `id` CHAR(36) NOT NULL,
  `due_at` DATETIME(3) NOT NULL,
  `device` VARCHAR(16) NOT NULL,
  `outcome` VARCHAR(16) NOT NULL,
  `started_at` DATETIME(3) NOT NULL,
  `duration_ms` INTEGER NULL,
  `failed_step` VARCHAR(32) NULL,
  `reason` VARCHAR(1024) NULL,
  `steps` JSON NOT NULL,
  `files` JSON NOT NULL,
  `order_id` CHAR(36) NULL,
  UNIQUE INDEX `monitor_runs_due_at_key` (`due_at`),
  INDEX `monitor_runs_started_at_idx` (`started_at`),
  INDEX `monitor_runs_device_outcome_started_at_idx` (`device`, `outcome`, `started_at`),
  PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
