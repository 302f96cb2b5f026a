CREATE TABLE `variant_prices` (
  `variant_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `currency` CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `price_minor` INTEGER NOT NULL,
  `compare_at_minor` INTEGER NULL,
  `sale_minor` INTEGER NULL,
  `prior_minor` INTEGER NULL,
  `updated_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`variant_id`, `currency`),
  INDEX `variant_prices_currency_variant_id_idx` (`currency`, `variant_id`),
  CONSTRAINT `variant_prices_variant_id_fkey` FOREIGN KEY (`variant_id`) REFERENCES `variants` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT `variant_prices_price_check` CHECK (`price_minor` >= 0)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

ALTER TABLE `price_rules` ADD COLUMN `currency` CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NULL;

ALTER TABLE `price_history` ADD COLUMN `currency` CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '';
