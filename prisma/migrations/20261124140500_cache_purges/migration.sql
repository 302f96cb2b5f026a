-- What each purge cleared, apart from the changes that asked for it: one purge serves many changes.
CREATE TABLE `cache_purges` (
  `id` CHAR(36) NOT NULL,
  `tags` INTEGER NOT NULL,
  `pages` INTEGER NOT NULL,
  `duration_ms` INTEGER NOT NULL,
  `purged_at` DATETIME(3) NOT NULL,
  INDEX `cache_purges_purged_at_idx` (`purged_at`),
  PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

ALTER TABLE `cache_invalidations` ADD COLUMN `purge_id` CHAR(36) NULL;
