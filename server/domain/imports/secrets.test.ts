import { eq, isNotNull, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { openAuditKey } from '#server/platform/audit/index.ts'
import { rowsOf } from '#server/platform/database/index.ts'
import { openInstallation } from '#server/platform/installation/index.ts'
import { keyringOf } from '#server/platform/secrets/index.ts'
import { call, describeDomain, type TestDomain } from '#testing/domain.ts'
import { addTestServer } from '#testing/domain-steps.ts'
import { checkedImport, downloadedText, finishedImport } from '#testing/import-steps.ts'
import { contextOf } from '../context.ts'
import { rotateKey } from '../installation/index.ts'
import { bindEarlierSecrets } from '../sealing/index.ts'
import { importRows } from '../tables/imports.ts'
import {
  cancelImport,
  eraseImportSecrets,
  exportImportCredentials,
  exportImportRows,
  getImport,
} from './index.ts'

const dayMs = 86_400_000
const loginSecret = 'Login-From-File-8123'
const hostingSecret = 'Hosting-From-File-9234'
const withPasswords = (name: string) =>
  [
    'Email,Full Name,Password,Hosting Username,Hosting Password',
    `${name}@secret.example,Good,${loginSecret},${name},${hostingSecret}`,
    `not-an-email,Bad,${loginSecret},bad,${hostingSecret}`,
  ].join('\n')

describeDomain('The secrets of an import', (open) => {
  /** Every row of every table as text. */
  async function everything({ database }: TestDomain): Promise<string> {
    const tables = await database.db.execute(sql`
      select table_schema, table_name from information_schema.tables
      where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`)
    const texts: string[] = []
    for (const { table_schema, table_name } of rowsOf(tables)) {
      const rows = await database.db.execute(
        sql`select t::text as text from ${sql.identifier(String(table_schema))}.${sql.identifier(String(table_name))} t`,
      )
      texts.push(...rowsOf(rows).map(({ text }) => String(text)))
    }
    return texts.join('\n')
  }
  const secretsOf = async ({ database }: TestDomain, id: string) =>
    database.db
      .select({
        sealed: importRows.credentialsSealed,
        linkId: importRows.linkId,
        cells: importRows.cellsSealed,
      })
      .from(importRows)
      .where(eq(importRows.importId, id))
      .orderBy(importRows.number)
  const generated = async (test: TestDomain, name: string) => {
    const { id: serverId } = await addTestServer(test)
    const { id } = await checkedImport(test, `Email,Full Name\n${name}@secret.example,Name\n`, {
      hosting: 'create',
      serverId,
      passwords: 'generate',
    })
    expect((await finishedImport(test, id)).credentials).toMatchObject({ waiting: 1 })
    return id
  }

  it('are in no table as plain text, and passwords of the file are erased after 24 hours', async () => {
    const test = open()
    const { id: serverId } = await addTestServer(test)
    const ready = await checkedImport(test, withPasswords('file'), { hosting: 'create', serverId })
    const { id, columns } = ready
    expect(columns.map(({ samples }) => samples.length)).toEqual([2, 2, 0, 2, 0])
    expect(ready).toMatchObject({ defaults: { passwords: 'file' }, counts: { valid: 1, invalid: 1 } })
    for (const secret of [loginSecret, hostingSecret]) expect(await everything(test)).not.toContain(secret)
    expect((await finishedImport(test, id)).counts).toMatchObject({ done: 1 })
    const stored = await everything(test)
    expect(stored).toContain('file@secret.example')
    for (const secret of [loginSecret, hostingSecret]) expect(stored).not.toContain(secret)
    const failed = async () => downloadedText(await exportImportRows(test.ctx, { id, state: 'failed' }))
    expect(await failed()).toContain(`not-an-email,Bad,${loginSecret},bad,${hostingSecret},`)

    test.clock.advance(dayMs - 1)
    await eraseImportSecrets(test.domain)
    expect((await getImport(test.ctx, { id })).secretsErasedAt).toBeNull()
    expect(await failed()).toContain(loginSecret)
    test.clock.advance(2)
    await eraseImportSecrets(test.domain)
    expect((await getImport(test.ctx, { id })).secretsErasedAt).toBe(test.clock.now().toISOString())
    expect(await failed()).toMatch(/\r\nnot-an-email,Bad,,bad,,\S/)
    const [done] = await secretsOf(test, id)
    expect(done).toEqual({ sealed: null, linkId: null, cells: null })
  })

  it('that were generated are erased after 24 hours, if no one downloaded them', async () => {
    const test = open()
    const id = await generated(test, 'day')
    test.clock.advance(dayMs + 1)
    await eraseImportSecrets(test.domain)
    expect(await secretsOf(test, id)).toEqual([{ sealed: null, linkId: null, cells: null }])
    await expect(exportImportCredentials(test.ctx, { id })).rejects.toMatchObject({
      code: 'wrong-state',
      message: expect.stringContaining('erased after 24 hours'),
    })
  })

  it('are downloaded once; a download that breaks off can be repeated', async () => {
    const test = open()
    const id = await generated(test, 'once')
    const broken = await exportImportCredentials(test.ctx, { id })
    await expect(exportImportCredentials(test.ctx, { id })).rejects.toMatchObject({ code: 'wrong-state' })
    const reader = broken.body.getReader()
    await reader.read()
    await reader.cancel()
    await expect.poll(async () => (await getImport(test.ctx, { id })).credentials.downloadedAt).toBeNull()
    const text = await downloadedText(await exportImportCredentials(test.ctx, { id }))
    const [, login = '', hosting = ''] =
      /once@secret\.example,Name,(\S{20}),,once,(\S{20}),Panel,\d+/.exec(text) ?? []
    expect(await secretsOf(test, id)).toMatchObject([{ sealed: null, linkId: null }])
    await expect(exportImportCredentials(test.ctx, { id })).rejects.toMatchObject({ code: 'wrong-state' })
    const stored = await everything(test)
    for (const secret of [login, hosting]) {
      expect(secret).toHaveLength(20)
      expect(stored).not.toContain(secret)
    }
  })

  it('of rows that were never imported are erased 24 hours after the import was cancelled', async () => {
    const test = open()
    const { id } = await checkedImport(test, withPasswords('never'))
    await cancelImport(test.ctx, { id })
    test.clock.advance(dayMs + 1)
    await eraseImportSecrets(test.domain)
    const text = await downloadedText(await exportImportRows(test.ctx, { id, state: 'failed' }))
    expect(text).toContain('not-an-email,Bad,,bad,')
    expect(text).not.toContain(hostingSecret)
  })

  it('are encrypted again by a rotation of the key', async () => {
    const test = open()
    await openInstallation(test.database.db)
    const { keyring: from } = test.domain
    await bindEarlierSecrets(test, from)
    await openAuditKey(test.database.db, from)
    const id = await generated(test, 'rotated')
    const to = keyringOf('the next secret, long enough for it')
    await rotateKey(test, { from, to })
    const ids = await test.database.db
      .select({
        cells: sql<string>`split_part(${importRows.cellsSealed}, '.', 2)`,
        credentials: sql<string | null>`split_part(${importRows.credentialsSealed}, '.', 2)`,
      })
      .from(importRows)
      .where(isNotNull(importRows.cellsSealed))
    expect(new Set(ids.flatMap(({ cells, credentials }) => [cells, credentials ?? to.keyId]))).toEqual(
      new Set([to.keyId]),
    )
    const ctx = contextOf(test.domainWith({ keyring: to }), call())
    expect((await getImport(ctx, { id })).columns[0]?.sample).toBe('rotated@secret.example')
    expect(await downloadedText(await exportImportCredentials(ctx, { id }))).toMatch(
      /rotated@secret\.example,Name,\S{20},,rotated,\S{20},Panel/,
    )
  })
})
