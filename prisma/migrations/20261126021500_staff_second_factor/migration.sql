-- Second factor, invitations and switched-off accounts of staff; indexes for the audit log's filters.
ALTER TABLE `staff_users`
  ADD COLUMN `totp_secret` VARCHAR(255) NULL,
  ADD COLUMN `totp_since` DATETIME(3) NULL,
  ADD COLUMN `totp_step` INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN `disabled_at` DATETIME(3) NULL,
  ADD COLUMN `link_hash` CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
  ADD COLUMN `link_until` DATETIME(3) NULL,
  ADD COLUMN `signed_in_at` DATETIME(3) NULL,
  ADD UNIQUE INDEX `staff_users_link_hash_key` (`link_hash`);

CREATE TABLE `staff_recovery_codes` (
  `staff_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `code_hash` CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (`staff_id`, `code_hash`),
  CONSTRAINT `staff_recovery_codes_staff_id_fkey` FOREIGN KEY (`staff_id`) REFERENCES `staff_users` (`id`)
    ON DELETE CASCADE ON UPDATE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

ALTER TABLE `audit_log` ADD INDEX `audit_log_actor_id_idx` (`actor`, `id`);
