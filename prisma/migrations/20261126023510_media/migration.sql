-- Pictures to be fetched or drawn by workers, one row per source, and what became of each.
CREATE TABLE `media_jobs` (
  `hash` CHAR(64) NOT NULL,
  `source` VARCHAR(1024) NOT NULL,
  `priority` INTEGER NOT NULL DEFAULT 10,
  `status` VARCHAR(16) NOT NULL DEFAULT 'queued',
  `attempts` INTEGER NOT NULL DEFAULT 0,
  `last_error` VARCHAR(512) NULL,
  `src` VARCHAR(190) NULL,
  `width` INTEGER NOT NULL DEFAULT 0,
  `height` INTEGER NOT NULL DEFAULT 0,
  `due_at` DATETIME(3) NOT NULL,
  `claimed_by` CHAR(36) NULL,
  `claimed_at` DATETIME(3) NULL,
  `created_at` DATETIME(3) NOT NULL,
  INDEX `media_jobs_status_priority_due_at_idx` (`status`, `priority`, `due_at`),
  INDEX `media_jobs_claimed_by_idx` (`claimed_by`),
  PRIMARY KEY (`hash`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- Whoever waits for a picture is found by its source.
CREATE INDEX `product_images_source_url_idx` ON `product_images` (`source_url`(190));
