-- Whose purchase it is: a shopper's, our own monitor's ('synthetic') or a load test's ('load').
ALTER TABLE `checkouts` ADD COLUMN `traffic` VARCHAR(12) NOT NULL DEFAULT 'shopper',
  ADD INDEX `checkouts_created_at_idx` (`created_at`);
ALTER TABLE `orders` ADD COLUMN `traffic` VARCHAR(12) NOT NULL DEFAULT 'shopper';
