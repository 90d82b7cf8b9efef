import { expect, it } from 'vitest'
import { auditExportQuery, auditQuery } from '#contracts/audit/schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import { describeDomain, staff, type TestDomain } from '#testing/domain.ts'
import { addTestServer, auditOf } from '#testing/domain-steps.ts'
import { exportAudit, listAudit } from './index.ts'

describeDomain('The audit log', (open) => {
  const list = (query: object = {}) => listAudit(open().ctx, auditQuery.parse(query))
  const actions = async (query: object) => (await list(query)).items.map(({ action }) => action)
  const entry = ({ ctx, clock }: TestDomain, change: Partial<Parameters<typeof recordAudit>[1]>) =>
    recordAudit(ctx.database.db, {
      at: clock.now(),
      actor: staff,
      action: 'server.change',
      subject: { kind: 'server', id: newId() },
      requestId: null,
      ...change,
    })

  it('shows changes of servers, by the name of the server, and signed-in staff', async () => {
    const test = open()
    const { id } = await addTestServer(test)
    const { items } = await list({ subjectId: id })
    expect(items).toMatchObject([{ action: 'server.add', subject: { kind: 'server', id } }])
    expect(items[0]?.subject.name).toBeTruthy()
    expect((await list({ subjectKind: 'server' })).items).toHaveLength(1)
  })

  it('is searched by actor, action, subject, address and period, in any combination', async () => {
    const test = open()
    const userId = newId()
    const grace = { kind: 'staff', name: '100%_Grace', userId } as const
    await entry(test, { action: 'one.do', actor: grace, address: '192.0.2.7' })
    test.clock.advance(60_000)
    const between = test.clock.now().toISOString()
    await entry(test, { action: 'two.do', actor: grace })
    await entry(test, { action: 'three.do' })
    expect(await actions({ actor: '%_grace' })).toEqual(['two.do', 'one.do'])
    expect(await actions({ actor: 'x%_grace' })).toEqual([])
    expect(await actions({ actorId: userId, action: 'one.do' })).toEqual(['one.do'])
    expect(await actions({ address: '192.0.2.7' })).toEqual(['one.do'])
    expect(await actions({ to: between, actorId: userId })).toEqual(['one.do'])
    expect(await actions({ from: between })).toEqual(['three.do', 'two.do'])
    expect(await actions({ actor: '', action: '', from: between })).toEqual(['three.do', 'two.do'])
  })

  it('is read in pages, and refuses a cursor that it did not issue', async () => {
    for (let index = 0; index < 5; index += 1) await entry(open(), { action: `a${index}.do` })
    const first = await list({ limit: 2 })
    const second = await list({ limit: 2, cursor: first.nextCursor ?? '' })
    const third = await list({ limit: 2, cursor: second.nextCursor ?? '' })
    const all = [first, second, third].flatMap(({ items }) => items.map(({ action }) => action))
    expect(all).toEqual(['a4.do', 'a3.do', 'a2.do', 'a1.do', 'a0.do'])
    expect(third.nextCursor).toBeNull()
    await expect(list({ cursor: 'x' })).rejects.toMatchObject({ code: 'invalid-body' })
    expect(auditQuery.safeParse({ from: '0000-01-01T00:00:00Z' }).success).toBe(false)
    expect(auditQuery.safeParse({ actor: 'a\0b' }).success).toBe(false)
  })

  it('is exported as CSV without formulas, and the export is recorded', async () => {
    const test = open()
    await entry(test, { actor: { kind: 'staff', name: '=HYPERLINK("x")', userId: newId() } })
    const query = auditExportQuery.parse({ action: 'server.change' })
    const { fileName, body } = await exportAudit(test.ctx, query)
    expect(fileName).toMatch(/^audit-\d{4}-\d\d-\d\d\.csv$/)
    const text = await new Response(body).text()
    expect(text.trim().split('\r\n')).toHaveLength(2)
    expect(text).toContain(`'=HYPERLINK`)
    expect((await auditOf(test)).at(-1)).toMatchObject({ action: 'audit.export' })
  })
})
