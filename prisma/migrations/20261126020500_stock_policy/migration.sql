-- What happens when the units run out: `deny` sells no more, `backorder` sells on and owes them (on hand below
-- zero), `untracked` does not count. Only a backorder may go below zero.
ALTER TABLE `stock_items`
  ADD COLUMN `policy` VARCHAR(16) NOT NULL DEFAULT 'deny',
  DROP CONSTRAINT `stock_items_on_hand_check`,
  ADD CONSTRAINT `stock_items_on_hand_check` CHECK (`on_hand` >= 0 OR `policy` = 'backorder');
