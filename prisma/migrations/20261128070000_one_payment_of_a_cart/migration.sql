-- One cart is in one payment at a time, and one content of it becomes one order. Both are NULL in older rows, and
-- once a payment was declined.
ALTER TABLE `checkouts`
  ADD COLUMN `paying_cart` CHAR(36) NULL,
  ADD COLUMN `cart_content` CHAR(36) NULL,
  ADD UNIQUE INDEX `checkouts_paying_cart_key` (`paying_cart`),
  ADD UNIQUE INDEX `checkouts_cart_content_key` (`cart_content`);
