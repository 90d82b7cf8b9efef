ALTER TABLE "customers" ADD COLUMN "language" text;--> statement-breakpoint
ALTER TABLE "mail_settings" ADD COLUMN "language" text DEFAULT 'en' NOT NULL;