import { and, eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { auditEntries } from '#server/platform/audit/table.ts'
import { credentials, users } from '#server/platform/auth/table.ts'
import { describeDomain } from '#testing/domain.ts'
import { addTestServer, newCustomer } from '#testing/domain-steps.ts'
import { checkedImport, downloadedText, finishedImport, importedRows } from '#testing/import-steps.ts'
import { onboardCustomer } from '../onboarding/index.ts'
import { customers } from '../tables/customers.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { exportImportCredentials, exportImportRows } from './index.ts'

describeDomain('An import', (open) => {
  it('creates customers without hosting, who set their password with a link', async () => {
    const test = open()
    const ready = await checkedImport(
      test,
      'Email,First Name,Last Name,Company Name,Status\nAda@Import.example,Ada,Lovelace,Engines,Active\nalan@import.example,Alan,Turing,,Inactive\n',
    )
    expect(ready).toMatchObject({
      status: 'ready',
      counts: { total: 2, valid: 2 },
      columns: [
        { name: 'Email', sample: 'Ada@Import.example', mappedTo: 'email' },
        { mappedTo: 'firstName' },
        { mappedTo: 'lastName' },
        { mappedTo: 'companyName' },
        { mappedTo: 'isActive' },
      ],
    })
    expect(
      await test.database.db.select().from(customers).where(eq(customers.email, 'ada@import.example')),
    ).toEqual([])
    const { id } = ready
    expect(await finishedImport(test, id)).toMatchObject({
      status: 'finished',
      counts: { done: 2 },
      credentials: { waiting: 1 },
    })
    const [ada] = await test.database.db
      .select()
      .from(customers)
      .where(eq(customers.email, 'ada@import.example'))
    expect(ada).toMatchObject({ fullName: 'Ada Lovelace', companyName: 'Engines', isActive: true })
    const [login] = await test.database.db
      .select({ hash: credentials.password })
      .from(users)
      .innerJoin(credentials, eq(credentials.userId, users.id))
      .where(eq(users.email, 'ada@import.example'))
    expect(login).toEqual({ hash: null })
    const file = await downloadedText(await exportImportCredentials(test.ctx, { id }))
    expect(file).toMatch(
      /ada@import\.example,Ada Lovelace,,https:\/\/billing\.hosting\.example\/set-password#\S+/,
    )
    expect(file).not.toContain('alan@')
    await expect(exportImportCredentials(test.ctx, { id })).rejects.toMatchObject({ code: 'wrong-state' })
    const entries = await test.database.db
      .select({ action: auditEntries.action })
      .from(auditEntries)
      .where(and(eq(auditEntries.subjectKind, 'import'), eq(auditEntries.subjectId, id)))
    expect(entries.map(({ action }) => action).sort()).toEqual([
      'import.download-credentials',
      'import.start',
      'import.upload',
    ])
  })

  it('creates customers with hosting, with usernames and generated passwords', async () => {
    const test = open()
    const server = await addTestServer(test)
    const ready = await checkedImport(
      test,
      'Email;Full Name;Server\njo@one.example;Jo One;Panel\njo@two.example;Jo Two;\n',
      { hosting: 'create', serverId: server.id, passwords: 'generate' },
    )
    expect(ready).toMatchObject({ status: 'ready', separator: 'semicolon', counts: { valid: 2 } })
    expect((await importedRows(test, ready.id)).map(({ username }) => username)).toEqual(['jo', 'jo2'])
    const done = await finishedImport(test, ready.id)
    expect(done).toMatchObject({
      status: 'finished',
      counts: { done: 2, failed: 0 },
      credentials: { waiting: 2 },
    })
    const accounts = await test.database.db
      .select()
      .from(hostingAccounts)
      .where(eq(hostingAccounts.serverId, server.id))
    expect(accounts.map(({ username, status }) => [username, status]).sort()).toEqual([
      ['jo', 'active'],
      ['jo2', 'active'],
    ])
    const file = await downloadedText(await exportImportCredentials(test.ctx, { id: ready.id }))
    const [, first = ''] = file.split('\r\n')
    expect(first.split(';')[0]).toBe('jo@one.example')
    expect(first.split(';')[2]).toMatch(/^\S{20}$/)
    expect(first.split(';')[5]).toMatch(/^\S{20}$/)
  })

  it('changes nothing when the same file is imported again', async () => {
    const test = open()
    const server = await addTestServer(test)
    const text = 'Email,Full Name\nsame1@import.example,Same One\nsame2@import.example,Same Two\n'
    const defaults = { hosting: 'create', serverId: server.id, passwords: 'link' } as const
    await finishedImport(test, (await checkedImport(test, text, defaults)).id)
    const again = await checkedImport(test, text, defaults)
    expect(again.counts).toMatchObject({ total: 2, unchanged: 2, valid: 0, invalid: 0 })
    expect((await finishedImport(test, again.id)).counts).toMatchObject({ unchanged: 2, done: 0 })
    // Even when the customer was renamed here since.
    await test.database.db
      .update(customers)
      .set({ fullName: 'Renamed' })
      .where(eq(customers.email, 'same1@import.example'))
    expect((await checkedImport(test, text, defaults)).counts).toMatchObject({ unchanged: 2 })
  })

  it('reports every problem at its row and field, and creates nothing of such rows', async () => {
    const test = open()
    const server = await addTestServer(test, { capacity: 2 })
    const known = newCustomer()
    await onboardCustomer(test.ctx, known)
    const ready = await checkedImport(
      test,
      [
        'Email,Full Name,Hosting Username,Server,Active',
        'good@rows.example,Good,good,Panel,yes',
        'no-address,Bad,bad,Panel,yes',
        'good@rows.example,Twice,twice,Panel,yes',
        'name@rows.example,,nameless,Panel,yes',
        'user@rows.example,User,Not A Name!,Panel,yes',
        'server@rows.example,Server,serverless,Nowhere,yes',
        'active@rows.example,Active,active,Panel,perhaps',
        'same@rows.example,Same,good,Panel,yes',
        'second@rows.example,Second,second,Panel,yes',
        'third@rows.example,Third,third,Panel,yes',
        'cells@rows.example,Cells,cells,Panel,yes,more',
      ].join('\n'),
      { hosting: 'create', serverId: server.id, passwords: 'generate' },
    )
    const rows = await importedRows(test, ready.id)
    expect(
      rows.map(({ number, state, errors }) => [
        number,
        state,
        errors.map(({ field, code }) => `${field} ${code}`),
      ]),
    ).toEqual([
      [2, 'valid', []],
      [3, 'invalid', ['email invalid_format']],
      [4, 'invalid', ['email duplicate-in-file']],
      [5, 'invalid', ['fullName invalid_type']],
      [6, 'invalid', ['hostingUsername invalid_format']],
      [7, 'invalid', ['server unknown-server']],
      [8, 'invalid', ['isActive invalid']],
      [9, 'invalid', ['hostingUsername duplicate-in-file']],
      [10, 'valid', []],
      [11, 'invalid', ['server server-full']],
      [12, 'invalid', [' too-many-cells']],
    ])
    expect(ready.problems.find(({ code }) => code === 'server-full')).toMatchObject({ rows: 1, firstRow: 11 })
    const done = await finishedImport(test, ready.id)
    expect(done.counts).toMatchObject({ done: 2, invalid: 9 })
    const file = await downloadedText(await exportImportRows(test.ctx, { id: ready.id, state: 'failed' }))
    expect(file.split('\r\n')[0]).toBe('\ufeffEmail,Full Name,Hosting Username,Server,Active,Reason')
    expect(file.split('\r\n')).toHaveLength(11)
    expect(file).toContain('Row 2 has the same email, good@rows.example.')
  })

  it('accepts a row although an invalid one before it has the same email and username', async () => {
    const test = open()
    const { id: serverId } = await addTestServer(test)
    const ready = await checkedImport(
      test,
      'Email,Full Name,Hosting Username,Active\nagain@rows.example,A,again,perhaps\nagain@rows.example,A,again,yes\nagain@rows.example,A,again,yes\n',
      { hosting: 'create', serverId, passwords: 'generate' },
    )
    expect((await importedRows(test, ready.id)).map(({ errors }) => errors.map(({ code }) => code))).toEqual([
      ['invalid'],
      [],
      ['duplicate-in-file', 'duplicate-in-file'],
    ])
  })

  it('keeps the customer when the panel refuses, and gives only the hosting when the corrected file comes', async () => {
    const test = open()
    const server = await addTestServer(test)
    const serverId = server.id
    const defaults = { hosting: 'create', serverId, passwords: 'link' } as const
    await test.sandbox.makeAccount({ username: 'taken', email: 'else@where.example' })
    const first = await checkedImport(
      test,
      'Email,Full Name,Hosting Username\nkeep@import.example,Keep,taken\n',
      defaults,
    )
    const failed = await finishedImport(test, first.id)
    expect(failed.counts).toMatchObject({ failed: 1 })
    const [row] = await importedRows(test, first.id)
    expect(row?.customerId).toMatch(/-/)
    const second = await checkedImport(
      test,
      'Email,Full Name,Hosting Username\nkeep@import.example,Keep,free\n',
      defaults,
    )
    expect(second.counts).toMatchObject({ valid: 1 })
    expect((await finishedImport(test, second.id)).counts).toMatchObject({ done: 1 })
    const [done] = await importedRows(test, second.id)
    expect(done).toMatchObject({ customerId: row?.customerId, state: 'done' })
  })
})
