import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { newId } from '#server/platform/clock/index.ts'
import { type Database, rowsOf } from '#server/platform/database/index.ts'
import { describeDomain } from '../domain.ts'
import { openPreviousRelease } from './previous-release.ts'

const migration = '0020_staff-roles'

/** As the previous release adds a user: without a role of its own. */
const addUser = ({ db }: Database, name: string, role: 'staff' | 'customer') =>
  db.execute(
    sql`insert into users (id, role, email, name) values (${newId()}, ${role}, ${`${name}@example.com`}, ${name})`,
  )

const roles = async ({ db }: Database) =>
  rowsOf(await db.execute(sql`select name, role, staff_role from users order by name`))

describeDomain('Users of the previous release', (open) => {
  it('become owners if they are staff, and keep the time of their last sign-in', {
    timeout: 120_000,
  }, async () => {
    const previous = await openPreviousRelease(open().database, migration)
    const { database } = previous
    try {
      await addUser(database, 'ada', 'customer')
      await addUser(database, 'alan', 'staff')
      await addUser(database, 'grace', 'staff')
      await database.db.execute(sql`insert into sessions (user_id, token, expires_at, created_at)
        select id, name, '2026-03-08', '2026-03-01' from users where name = 'grace'`)
      await previous.upgrade()
      expect(await roles(database)).toEqual([
        { name: 'ada', role: 'customer', staff_role: null },
        { name: 'alan', role: 'staff', staff_role: 'owner' },
        { name: 'grace', role: 'staff', staff_role: 'owner' },
      ])
      const signedIn = sql`select name from users join last_sign_ins on user_id = id where at = '2026-03-01'`
      expect(rowsOf(await database.db.execute(signedIn))).toEqual([{ name: 'grace' }])
    } finally {
      await previous.remove()
    }
  })

  it('are added by its code on the new schema: the first staff user as owner, and no other without a role', {
    timeout: 120_000,
  }, async () => {
    const previous = await openPreviousRelease(open().database, migration)
    const { database } = previous
    try {
      await previous.upgrade()
      await addUser(database, 'ada', 'customer')
      await addUser(database, 'grace', 'staff')
      await expect(addUser(database, 'mallory', 'staff')).rejects.toThrow()
      expect(await roles(database)).toEqual([
        { name: 'ada', role: 'customer', staff_role: null },
        { name: 'grace', role: 'staff', staff_role: 'owner' },
      ])
    } finally {
      await previous.remove()
    }
  })
})
