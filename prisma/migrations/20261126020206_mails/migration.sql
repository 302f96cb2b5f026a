-- Mails that do not follow an order event, or follow it later. A worker sends what is handed over by an outbox row.
CREATE TABLE `mails` (
  `id` CHAR(36) NOT NULL,
  `mail_key` VARCHAR(190) NOT NULL,
  `template` VARCHAR(32) NOT NULL,
  `locale` VARCHAR(8) NOT NULL,
  `to_address` VARCHAR(254) NOT NULL,
  `to_name` VARCHAR(255) NOT NULL DEFAULT '',
  `props` JSON NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  `due_at` DATETIME(3) NOT NULL,
  `handed_at` DATETIME(3) NULL,
  `sent_at` DATETIME(3) NULL,
  UNIQUE INDEX `mails_mail_key_key` (`mail_key`),
  INDEX `mails_handed_at_due_at_idx` (`handed_at`, `due_at`),
  INDEX `mails_sent_at_idx` (`sent_at`),
  PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
