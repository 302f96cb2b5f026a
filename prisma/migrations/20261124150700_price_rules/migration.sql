CREATE TABLE `price_rules` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `name` VARCHAR(120) NOT NULL,
  `kind` VARCHAR(16) NOT NULL,
  `value` INTEGER NOT NULL,
  `priority` INTEGER NOT NULL DEFAULT 0,
  `stacking` VARCHAR(16) NOT NULL,
  `display` VARCHAR(16) NOT NULL DEFAULT 'plain',
  `status` VARCHAR(16) NOT NULL DEFAULT 'draft',
  `starts_at` DATETIME(3) NOT NULL,
  `ends_at` DATETIME(3) NULL,
  `started_at` DATETIME(3) NULL,
  `ended_at` DATETIME(3) NULL,
  `coupon_code` VARCHAR(40) NULL,
  `usage_limit` INTEGER NULL,
  `customer_limit` INTEGER NULL,
  `used` INTEGER NOT NULL DEFAULT 0,
  `version` INTEGER NOT NULL DEFAULT 1,
  `created_at` DATETIME(3) NOT NULL,
  `updated_at` DATETIME(3) NOT NULL,
  `updated_by` VARCHAR(254) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `price_rules_coupon_code_key` (`coupon_code`),
  INDEX `price_rules_status_ended_at_starts_at_idx` (`status`, `ended_at`, `starts_at`),
  CONSTRAINT `price_rules_value_check` CHECK (`value` >= 0),
  CONSTRAINT `price_rules_used_check` CHECK (`used` >= 0)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `price_rule_targets` (
  `rule_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `kind` VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `value` VARCHAR(190) NOT NULL,
  PRIMARY KEY (`rule_id`, `kind`, `value`),
  INDEX `price_rule_targets_kind_value_idx` (`kind`, `value`),
  CONSTRAINT `price_rule_targets_rule_id_fkey` FOREIGN KEY (`rule_id`) REFERENCES `price_rules` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `coupon_redemptions` (
  `checkout_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `rule_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `email` VARCHAR(254) NOT NULL,
  `reserved_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`checkout_id`),
  INDEX `coupon_redemptions_rule_id_email_idx` (`rule_id`, `email`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `price_history` (
  `id` BIGINT NOT NULL AUTO_INCREMENT,
  `variant_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `price_minor` INTEGER NOT NULL,
  `from_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`),
  INDEX `price_history_variant_id_from_at_idx` (`variant_id`, `from_at`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

ALTER TABLE `variants`
  ADD COLUMN `sale_minor` INTEGER NULL,
  ADD COLUMN `prior_minor` INTEGER NULL;

INSERT INTO `price_history` (`variant_id`, `price_minor`, `from_at`)
SELECT v.`id`, v.`price_minor`, p.`created_at` FROM `variants` v JOIN `products` p ON p.`id` = v.`product_id`;

ALTER TABLE `cms_blocks`
  ADD COLUMN `draft_title` VARCHAR(255) NULL,
  ADD COLUMN `draft_html` TEXT NULL,
  ADD COLUMN `version` INTEGER NOT NULL DEFAULT 1,
  ADD COLUMN `updated_at` DATETIME(3) NULL,
  ADD COLUMN `updated_by` VARCHAR(254) NOT NULL DEFAULT '';

ALTER TABLE `categories`
  ADD COLUMN `version` INTEGER NOT NULL DEFAULT 1,
  ADD COLUMN `updated_at` DATETIME(3) NULL,
  ADD COLUMN `updated_by` VARCHAR(254) NOT NULL DEFAULT '';
