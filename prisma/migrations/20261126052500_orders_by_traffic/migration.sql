-- Lists show shoppers' orders: without it each page would step over those of the monitor.
ALTER TABLE `orders` ADD INDEX `orders_traffic_placed_at_idx` (`traffic`, `placed_at`);
