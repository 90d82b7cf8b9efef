import { asc } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { describeOnBothDatabases } from '#testing/database.ts'
import { users } from '../auth/table.ts'
import { newId, testClock } from '../clock/index.ts'
import { createLog } from '../log/index.ts'
import { openKeyring } from '../secrets/index.ts'
import { RefusalLog, type RefusedRequest } from './refusal-log.ts'
import { auditEntries } from './table.ts'

describeOnBothDatabases('The log of refused requests', (open) => {
  const wrong = (change: Partial<RefusedRequest> = {}): RefusedRequest => ({
    action: 'sign-in.refuse',
    code: 'invalid-credentials',
    actor: null,
    address: '192.0.2.7',
    login: 'Ada@Example.com',
    request: 'POST /api/auth/sign-in/email',
    ...change,
  })
  async function opened() {
    const { database } = open()
    const lines: string[] = []
    const refusals = new RefusalLog({
      database,
      clock: testClock('2026-03-01T08:00:00.000Z'),
      keyring: await openKeyring({ secretKey: 'a'.repeat(32), dataDir: '.' }),
      log: createLog({ level: 'info', destination: { write: (line: string) => void lines.push(line) } }),
      installationId: newId(),
    })
    const rows = () => database.db.select().from(auditEntries).orderBy(asc(auditEntries.id))
    return { refusals, lines, rows, db: database.db }
  }

  it('writes one entry and one warning for 150 wrong passwords, with the user and no password', async () => {
    const { refusals, lines, rows, db } = await opened()
    const id = newId()
    await db.insert(users).values({ id, role: 'customer', email: 'ada@example.com', name: 'Ada' })
    for (let attempt = 0; attempt < 150; attempt += 1) refusals.note(wrong())
    await refusals.write()
    await refusals.write()
    expect(await rows()).toMatchObject([
      {
        action: 'sign-in.refuse',
        actorKind: 'caller',
        subjectKind: 'login',
        subjectId: id,
        address: '192.0.2.7',
        after: { attempts: 150, code: 'invalid-credentials' },
      },
    ])
    expect(lines).toHaveLength(1)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 40, attempts: 150, address: '192.0.2.7' })
  })

  it('stores only a keyed hash of an unknown login, which may be a password', async () => {
    const { refusals, lines, rows } = await opened()
    refusals.note(wrong({ login: 'My-Secret-Password-1' }))
    await refusals.write()
    const text = JSON.stringify([await rows(), lines]).toLowerCase()
    expect(text).toContain('unknownlogin')
    expect(text).not.toContain('my-secret-password-1')
  })

  it('bounds the rows and the memory of a flood from many addresses', async () => {
    const { refusals, rows } = await opened()
    for (let client = 0; client < 30_000; client += 1)
      refusals.note(wrong({ address: `2001:db8:${client.toString(16)}::/64`, login: `user${client}` }))
    for (let attempt = 0; attempt < 9; attempt += 1) refusals.note(wrong({ action: 'limit.reach' }))
    await refusals.write()
    const written = await rows()
    expect(written).toHaveLength(21)
    expect(written.at(-1)).toMatchObject({ action: 'access.refuse-many', after: { addresses: 1980 } })
    const attempts = written.map(({ after }) => Number((after as { attempts: number }).attempts))
    // The refusal that came after the memory was full is counted with the others.
    expect(attempts.reduce((sum, each) => sum + each, 0)).toBe(30_009)
  })

  it('names the signed-in user whose request was refused', async () => {
    const { refusals, rows } = await opened()
    const userId = newId()
    refusals.note(
      wrong({ action: 'access.refuse', actor: { kind: 'customer', name: 'Ada', userId }, login: undefined }),
    )
    await refusals.write()
    expect(await rows()).toMatchObject([
      { actorKind: 'customer', actorId: userId, subjectId: userId, action: 'access.refuse' },
    ])
  })
})
