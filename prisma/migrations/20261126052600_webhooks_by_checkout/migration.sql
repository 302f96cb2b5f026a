-- An order's page lists what its gateways have said.
ALTER TABLE `webhook_events` ADD INDEX `webhook_events_checkout_id_idx` (`checkout_id`);
