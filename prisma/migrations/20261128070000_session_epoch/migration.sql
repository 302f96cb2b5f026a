-- What ends the sessions of an account raises this in its own transaction; a session begun on a lower number is none.
ALTER TABLE `customers` ADD COLUMN `session_epoch` INTEGER NOT NULL DEFAULT 0;
ALTER TABLE `staff_users` ADD COLUMN `session_epoch` INTEGER NOT NULL DEFAULT 0;
