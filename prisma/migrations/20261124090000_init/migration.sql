CREATE TABLE `products` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `handle` VARCHAR(190) NOT NULL,
  `title` VARCHAR(255) NOT NULL,
  `description_html` TEXT NOT NULL,
  `vendor` VARCHAR(190) NOT NULL DEFAULT '',
  `product_type` VARCHAR(190) NOT NULL DEFAULT '',
  `status` VARCHAR(16) NOT NULL DEFAULT 'active',
  `option_names` JSON NOT NULL,
  `version` INTEGER NOT NULL DEFAULT 1,
  `created_at` DATETIME(3) NOT NULL,
  `updated_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `products_handle_key` (`handle`),
  INDEX `products_status_created_at_idx` (`status`, `created_at`),
  FULLTEXT INDEX `products_title_vendor_product_type_idx` (`title`, `vendor`, `product_type`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `variants` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `product_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `sku` VARCHAR(120) NOT NULL,
  `title` VARCHAR(255) NOT NULL,
  `option_values` JSON NOT NULL,
  `price_minor` INTEGER NOT NULL,
  `compare_at_minor` INTEGER NULL,
  `position` INTEGER NOT NULL DEFAULT 0,
  `version` INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `variants_sku_key` (`sku`),
  INDEX `variants_product_id_position_idx` (`product_id`, `position`),
  CONSTRAINT `variants_price_minor_check` CHECK (`price_minor` >= 0)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `product_images` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `product_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `src` VARCHAR(1024) NOT NULL,
  `alt` VARCHAR(512) NOT NULL DEFAULT '',
  `width` INTEGER NOT NULL DEFAULT 0,
  `height` INTEGER NOT NULL DEFAULT 0,
  `position` INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (`id`),
  INDEX `product_images_product_id_position_idx` (`product_id`, `position`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `categories` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `handle` VARCHAR(190) NOT NULL,
  `title` VARCHAR(255) NOT NULL,
  `description` VARCHAR(1024) NOT NULL DEFAULT '',
  `parent_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NULL,
  `position` INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `categories_handle_key` (`handle`),
  INDEX `categories_parent_id_position_idx` (`parent_id`, `position`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `product_categories` (
  `category_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `product_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `position` INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (`category_id`, `product_id`),
  INDEX `product_categories_product_id_idx` (`product_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `cms_blocks` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `key` VARCHAR(120) NOT NULL,
  `title` VARCHAR(255) NOT NULL,
  `body_html` TEXT NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `cms_blocks_key_key` (`key`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `stock_items` (
  `sku` VARCHAR(120) NOT NULL,
  `on_hand` INTEGER NOT NULL,
  `version` INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (`sku`),
  CONSTRAINT `stock_items_on_hand_check` CHECK (`on_hand` >= 0)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `stock_ledger` (
  `id` BIGINT NOT NULL AUTO_INCREMENT,
  `sku` VARCHAR(120) NOT NULL,
  `delta` INTEGER NOT NULL,
  `reason` VARCHAR(32) NOT NULL,
  `reference` VARCHAR(120) NOT NULL,
  `recorded_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`),
  INDEX `stock_ledger_sku_id_idx` (`sku`, `id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `checkouts` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `cart_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `status` VARCHAR(24) NOT NULL,
  `request_hash` CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `details` JSON NOT NULL,
  `total_minor` INTEGER NOT NULL,
  `currency` CHAR(3) NOT NULL,
  `order_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `failure_code` VARCHAR(64) NULL,
  `failure_message` VARCHAR(512) NULL,
  `created_at` DATETIME(3) NOT NULL,
  `updated_at` DATETIME(3) NOT NULL,
  `deadline_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `checkouts_order_id_key` (`order_id`),
  INDEX `checkouts_status_deadline_at_idx` (`status`, `deadline_at`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `payment_attempts` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `checkout_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `gateway` VARCHAR(24) NOT NULL,
  `idempotency_key` VARCHAR(120) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `payment_token` VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `amount_minor` INTEGER NOT NULL,
  `currency` CHAR(3) NOT NULL,
  `status` VARCHAR(24) NOT NULL,
  `gateway_ref` VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NULL,
  `client_secret` VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NULL,
  `error_code` VARCHAR(64) NULL,
  `created_at` DATETIME(3) NOT NULL,
  `updated_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `payment_attempts_idempotency_key_key` (`idempotency_key`),
  INDEX `payment_attempts_checkout_id_idx` (`checkout_id`),
  INDEX `payment_attempts_gateway_gateway_ref_idx` (`gateway`, `gateway_ref`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `webhook_events` (
  `gateway` VARCHAR(24) NOT NULL,
  `event_id` VARCHAR(190) NOT NULL,
  `type` VARCHAR(120) NOT NULL,
  `payload` JSON NOT NULL,
  `received_at` DATETIME(3) NOT NULL,
  `processed_at` DATETIME(3) NULL,
  PRIMARY KEY (`gateway`, `event_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `order_events` (
  `order_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `version` INTEGER NOT NULL,
  `event_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `type` VARCHAR(64) NOT NULL,
  `data` JSON NOT NULL,
  `metadata` JSON NOT NULL,
  `recorded_at` DATETIME(3) NOT NULL,
  UNIQUE INDEX `order_events_event_id_key` (`event_id`),
  PRIMARY KEY (`order_id`, `version`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `orders` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `number` INTEGER NOT NULL AUTO_INCREMENT,
  `access_token` VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `email` VARCHAR(254) NOT NULL,
  `name` VARCHAR(255) NOT NULL,
  `status` VARCHAR(24) NOT NULL,
  `total_minor` INTEGER NOT NULL,
  `currency` CHAR(3) NOT NULL,
  `version` INTEGER NOT NULL,
  `state` JSON NOT NULL,
  `placed_at` DATETIME(3) NOT NULL,
  `updated_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `orders_number_key` (`number`),
  UNIQUE INDEX `orders_access_token_key` (`access_token`),
  INDEX `orders_placed_at_idx` (`placed_at`),
  INDEX `orders_status_placed_at_idx` (`status`, `placed_at`),
  INDEX `orders_email_idx` (`email`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci AUTO_INCREMENT = 1001;

CREATE TABLE `outbox` (
  `id` BIGINT NOT NULL AUTO_INCREMENT,
  `event_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `topic` VARCHAR(64) NOT NULL,
  `payload` JSON NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  `claimed_by` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NULL,
  `claimed_at` DATETIME(3) NULL,
  `sent_at` DATETIME(3) NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `outbox_event_id_topic_key` (`event_id`, `topic`),
  INDEX `outbox_sent_at_id_idx` (`sent_at`, `id`),
  INDEX `outbox_claimed_by_idx` (`claimed_by`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `consumer_inbox` (
  `consumer` VARCHAR(32) NOT NULL,
  `event_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `status` VARCHAR(16) NOT NULL,
  `attempts` INTEGER NOT NULL DEFAULT 0,
  `last_error` VARCHAR(1024) NULL,
  `updated_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`consumer`, `event_id`),
  INDEX `consumer_inbox_status_updated_at_idx` (`status`, `updated_at`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `cache_invalidations` (
  `id` BIGINT NOT NULL AUTO_INCREMENT,
  `tags` JSON NOT NULL,
  `reason` VARCHAR(120) NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  `acknowledged_at` DATETIME(3) NULL,
  `duration_ms` INTEGER NULL,
  PRIMARY KEY (`id`),
  INDEX `cache_invalidations_acknowledged_at_id_idx` (`acknowledged_at`, `id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `analytics_facts` (
  `event_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `order_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `type` VARCHAR(64) NOT NULL,
  `total_minor` INTEGER NOT NULL,
  `currency` CHAR(3) NOT NULL,
  `recorded_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`event_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `loyalty_entries` (
  `event_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `email` VARCHAR(254) NOT NULL,
  `order_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `points` INTEGER NOT NULL,
  `recorded_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`event_id`),
  INDEX `loyalty_entries_email_idx` (`email`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `staff_users` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `email` VARCHAR(254) NOT NULL,
  `name` VARCHAR(190) NOT NULL,
  `password_hash` VARCHAR(255) NOT NULL,
  `role` VARCHAR(24) NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE INDEX `staff_users_email_key` (`email`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `audit_log` (
  `id` BIGINT NOT NULL AUTO_INCREMENT,
  `actor` VARCHAR(254) NOT NULL,
  `action` VARCHAR(64) NOT NULL,
  `subject` VARCHAR(190) NOT NULL,
  `before` JSON NOT NULL,
  `after` JSON NOT NULL,
  `recorded_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`),
  INDEX `audit_log_subject_id_idx` (`subject`, `id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `settings` (
  `key` VARCHAR(120) NOT NULL,
  `value` JSON NOT NULL,
  `updated_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`key`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

ALTER TABLE `variants` ADD CONSTRAINT `variants_product_id_fkey` FOREIGN KEY (`product_id`) REFERENCES `products` (`id`) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE `product_images` ADD CONSTRAINT `product_images_product_id_fkey` FOREIGN KEY (`product_id`) REFERENCES `products` (`id`) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE `categories` ADD CONSTRAINT `categories_parent_id_fkey` FOREIGN KEY (`parent_id`) REFERENCES `categories` (`id`) ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE `product_categories` ADD CONSTRAINT `product_categories_category_id_fkey` FOREIGN KEY (`category_id`) REFERENCES `categories` (`id`) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE `product_categories` ADD CONSTRAINT `product_categories_product_id_fkey` FOREIGN KEY (`product_id`) REFERENCES `products` (`id`) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE `payment_attempts` ADD CONSTRAINT `payment_attempts_checkout_id_fkey` FOREIGN KEY (`checkout_id`) REFERENCES `checkouts` (`id`) ON DELETE RESTRICT ON UPDATE CASCADE;
