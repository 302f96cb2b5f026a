-- What was paid with, once the gateway has said so.
ALTER TABLE `payment_attempts` ADD COLUMN `method` VARCHAR(24) NULL;
