-- How often a gateway accepted that a payment be given back and said later that it failed: each try has a key of its own.
ALTER TABLE `payment_attempts`
  ADD COLUMN `failed_withdrawals` INT NOT NULL DEFAULT 0;
