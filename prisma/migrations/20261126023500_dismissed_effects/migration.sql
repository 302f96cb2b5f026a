-- What staff noted when they ran a parked effect again or dismissed it.
ALTER TABLE `consumer_inbox` ADD COLUMN `note` VARCHAR(500) NULL;
