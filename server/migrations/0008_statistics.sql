ALTER TABLE "servers" ADD COLUMN "key_changed_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "operations_status" ON "operations" USING btree ("status","created_at","id");--> statement-breakpoint
CREATE INDEX "operations_server_status" ON "operations" USING btree ("server_id","status","created_at","id");--> statement-breakpoint
CREATE INDEX "operations_creations" ON "operations" USING btree ("created_at","status","ended_at") WHERE kind = 'create';--> statement-breakpoint
CREATE INDEX "server_checks_server_at" ON "server_checks" USING btree ("server_id","at");