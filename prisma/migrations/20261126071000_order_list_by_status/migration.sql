-- A list of one status steps over neither the monitor's orders nor those of another status.
ALTER TABLE `orders` ADD INDEX `orders_traffic_status_placed_at_idx` (`traffic`, `status`, `placed_at`);
