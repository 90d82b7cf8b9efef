DROP INDEX "saved_views_name";--> statement-breakpoint
ALTER TABLE "alerts" ALTER COLUMN "server_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "alerts" ADD COLUMN "endpoint_id" uuid;--> statement-breakpoint
ALTER TABLE "bulk_actions" ADD COLUMN "groups" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "webhook_endpoints" ADD COLUMN "replay" jsonb;--> statement-breakpoint
CREATE UNIQUE INDEX "alerts_one_open_of_endpoint" ON "alerts" USING btree ("endpoint_id","cause") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "bulk_action_rows_pending" ON "bulk_action_rows" USING btree ("bulk_action_id","server_id","number") WHERE state = 'pending';--> statement-breakpoint
-- Names that differ only in accents or in the encoding of a letter are now the same name. The older view keeps it.
UPDATE "saved_views" SET "name" = left("name", 51) || ' ' || right("id"::text, 8) FROM (
  SELECT "id" AS "view_id", row_number() OVER (PARTITION BY "user_id", "page", search_key("name") COLLATE "C" ORDER BY "created_at", "id") AS "place"
  FROM "saved_views") AS "views" WHERE "id" = "view_id" AND "place" > 1;--> statement-breakpoint
CREATE UNIQUE INDEX "saved_views_name" ON "saved_views" USING btree ("user_id","page",search_key("name") collate "C");--> statement-breakpoint
UPDATE "bulk_actions" SET "groups" = coalesce((
  SELECT jsonb_agg(jsonb_build_object('state', g."state", 'code', coalesce(g."code", ''), 'message', coalesce(g."message", ''), 'rows', g."rows")
    ORDER BY g."rows" DESC, g."state", g."code")
  FROM (SELECT "state", "code", min("message") AS "message", count(*)::int AS "rows" FROM "bulk_action_rows"
    WHERE "bulk_action_id" = "bulk_actions"."id" AND "state" IN ('skipped', 'failed')
    GROUP BY "state", "code" ORDER BY count(*) DESC LIMIT 50) g), '[]'::jsonb);
