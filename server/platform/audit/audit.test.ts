import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { describeOnBothDatabases } from '#testing/database.ts'
import { purgeSignIns, systemActor } from '../auth/index.ts'
import { sessions, users } from '../auth/table.ts'
import { newId, testClock } from '../clock/index.ts'
import { once } from '../idempotency/index.ts'
import { idempotencyKeys } from '../idempotency/table.ts'
import { recordAudit } from './index.ts'
import { auditEntries } from './table.ts'

const clock = testClock('2026-03-01T08:00:00.000Z')

describeOnBothDatabases('Platform tables', (open) => {
  describe('of the audit', () => {
    const entry = () => ({
      at: clock.now(),
      actor: systemActor('test'),
      action: 'customer.create',
      subject: { kind: 'customer', id: newId() },
      requestId: null,
    })

    it('accept entries, and refuse to change or delete them', async () => {
      const { db } = open().database
      await recordAudit(db, entry())
      const refused = { cause: { message: 'audit entries are append-only' } }
      await expect(db.update(auditEntries).set({ action: 'nothing.happened' })).rejects.toMatchObject(refused)
      await expect(db.delete(auditEntries)).rejects.toMatchObject(refused)
      await expect(
        db.execute(sql`insert into audit_entries (id, at, actor_kind, actor_name, action, subject_kind, subject_id)
          overriding system value values (1, now(), 'a', 'b', 'c', 'd', ${newId()})
          on conflict (id) do update set action = 'nothing.happened'`),
      ).rejects.toMatchObject(refused)
      expect(await db.select().from(auditEntries)).toMatchObject([{ action: 'customer.create' }])
    })

    it('lose their entry if its transaction rolls back', async () => {
      const { db } = open().database
      await db
        .transaction(async (tx) => {
          await recordAudit(tx, entry())
          throw new Error('undone')
        })
        .catch(() => undefined)
      expect(await db.select().from(auditEntries)).toEqual([])
    })
  })

  describe('of idempotency', () => {
    const refs = z.object({ id: z.string() })
    const perform = (key: string, actorKey: string, requestHash: string, id: string) =>
      open().database.db.transaction((tx) =>
        once(tx, { request: { key, actorKey, requestHash }, refs, clock }, async () => ({ id })),
      )

    it('keep one response per key and actor', async () => {
      expect(await perform('key', 'one', 'body', 'first')).toEqual({ id: 'first' })
      expect(await perform('key', 'one', 'body', 'second')).toEqual({ id: 'first' })
      expect(await perform('key', 'two', 'body', 'third')).toEqual({ id: 'third' })
      await expect(perform('key', 'one', 'other body', 'fourth')).rejects.toMatchObject({
        code: 'idempotency-key-reused',
      })
      expect(await open().database.db.select().from(idempotencyKeys)).toHaveLength(2)
    })

    it('run once if several requests use one key at the same time', async () => {
      const ids = await Promise.all(
        Array.from({ length: 6 }, (_, index) => perform('key', 'one', 'body', `id ${index}`)),
      )
      expect(new Set(ids.map(({ id }) => id)).size).toBe(1)
    })

    it('store nothing of a failed request', async () => {
      const { db } = open().database
      await db
        .transaction((tx) =>
          once(tx, { request: { key: 'k', actorKey: 'a', requestHash: 'h' }, refs, clock }, async () => {
            throw new Error('refused')
          }),
        )
        .catch(() => undefined)
      expect(await db.select().from(idempotencyKeys)).toEqual([])
    })
  })

  describe('of sign-in', () => {
    it('do not grow without bound: expired rows are purged, valid rows are kept', async () => {
      const { db } = open().database
      const userId = newId()
      await db.insert(users).values({ id: userId, role: 'staff', email: 'a@example.com', name: 'A' })
      const at = (ms: number) => new Date(clock.now().getTime() + ms)
      await db.insert(sessions).values([
        { userId, token: 'expired', expiresAt: at(-1) },
        { userId, token: 'valid', expiresAt: at(60_000) },
      ])
      await purgeSignIns(db, clock)
      expect(await db.select({ token: sessions.token }).from(sessions)).toEqual([{ token: 'valid' }])
    })
  })
})
