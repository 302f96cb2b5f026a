-- AlterTable: Adyen's encrypted card is longer than Stripe's token, and goes as soon as the outcome is known.
ALTER TABLE `payment_attempts` MODIFY `payment_token` TEXT CHARACTER SET ascii COLLATE ascii_bin NOT NULL;

-- CreateIndex
CREATE INDEX `payment_attempts_status_updated_at_idx` ON `payment_attempts`(`status`, `updated_at`);
CREATE INDEX `payment_attempts_created_at_idx` ON `payment_attempts`(`created_at`);

-- AlterTable
ALTER TABLE `webhook_events` ADD COLUMN `attempt_key` VARCHAR(120) CHARACTER SET ascii COLLATE ascii_bin NULL,
    ADD COLUMN `checkout_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NULL,
    ADD COLUMN `reference` VARCHAR(255) NULL;

-- CreateIndex
CREATE INDEX `webhook_events_attempt_key_idx` ON `webhook_events`(`attempt_key`);
CREATE INDEX `webhook_events_processed_at_received_at_idx` ON `webhook_events`(`processed_at`, `received_at`);
