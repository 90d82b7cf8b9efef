import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { rowsOf } from '#server/platform/database/index.ts'
import { describeDomain } from '../domain.ts'
import { openPreviousRelease } from './previous-release.ts'

const at = '2026-03-01T07:00:00.000Z'
const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`

describeDomain('Views and bulk actions of the previous release', (open) => {
  it('keep their names, unless two are now the same, and have the reasons of their rows', {
    timeout: 120_000,
  }, async () => {
    const previous = await openPreviousRelease(open().database, '0032_finish-long-work')
    try {
      const { db } = previous.database
      await db.execute(
        sql`insert into users (id, role, email, name) values (${id(1)}, 'staff', 'a@hosting.example', 'A')`,
      )
      for (const [number, name] of ['Müller', 'Muller', 'Other'].entries())
        await db.execute(sql`insert into saved_views (id, user_id, page, name, query, created_at, updated_at)
          values (${id(10 + number)}, ${id(1)}, 'customers', ${name}, '', ${at}, ${at})`)
      await db.execute(sql`insert into bulk_actions (id, action, options, status, counts, created_by, created_at, updated_at)
        values (${id(20)}, 'suspend', '{}', 'finished', '{}', 'A', ${at}, ${at})`)
      await db.execute(sql`insert into bulk_action_rows (bulk_action_id, number, subject_id, state, code, message)
        select ${id(20)}::uuid, number, gen_random_uuid(), case when number <= 3 then 'skipped' else 'done' end,
          case when number <= 3 then 'not-found' end, case when number <= 3 then 'Gone.' end from generate_series(1, 5) number`)
      await previous.upgrade()
      const names = rowsOf(await db.execute(sql`select name from saved_views order by id`))
      expect(names.map(({ name }) => name)).toEqual(['Müller', 'Muller 00000011', 'Other'])
      const [action] = rowsOf(await db.execute(sql`select groups from bulk_actions`))
      expect(action?.groups).toEqual([{ state: 'skipped', code: 'not-found', message: 'Gone.', rows: 3 }])
    } finally {
      await previous.remove()
    }
  })
})
