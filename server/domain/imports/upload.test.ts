import { expect, it } from 'vitest'
import { Refusal } from '#server/platform/errors/index.ts'
import { callWithKey, describeDomain, type TestDomain } from '#testing/domain.ts'
import { uploadFile } from '#testing/import-steps.ts'
import { contextOf } from '../context.ts'
import { importRows, imports } from '../tables/imports.ts'
import { listImports, uploadImport } from './index.ts'

const file = 'Email,Full Name\na@upload.example,A\nb@upload.example,B\n'
const lines = (count: number) =>
  Array.from({ length: count }, (_, index) => `${index}@upload.example,Person\n`).join('')

describeDomain('An upload', (open) => {
  const stored = async ({ database }: TestDomain) => ({
    imports: (await database.db.select({ id: imports.id }).from(imports)).map(({ id }) => id).sort(),
    rows: (await database.db.select({ number: importRows.number }).from(importRows)).length,
  })

  it('with the Idempotency-Key of an earlier one returns that one, for the same file only', async () => {
    const test = open()
    const ctx = contextOf(test.domain, callWithKey('upload-1'))
    const first = await uploadFile(ctx, file)
    const before = await stored(test)
    expect((await uploadFile(ctx, file)).id).toBe(first.id)
    expect(await stored(test)).toEqual(before)
    await expect(uploadFile(ctx, file.replace('A\n', 'C\n'))).rejects.toMatchObject({
      code: 'idempotency-key-reused',
    })
    expect(await stored(test)).toEqual(before)
    expect((await uploadFile(test.ctx, file)).id).not.toBe(first.id)
  })

  it('at the same time with the same Idempotency-Key is one import', async () => {
    const test = open()
    const before = await stored(test)
    const ctx = contextOf(test.domain, callWithKey('upload-2'))
    const [one, two] = await Promise.all([uploadFile(ctx, file), uploadFile(ctx, file)])
    expect(one.id).toBe(two.id)
    expect(await stored(test)).toMatchObject({ rows: before.rows + 2 })
  })

  it.each([
    ['a broken row after many good ones', `Email,Full Name\n${lines(1200)}x@upload.example,"open\n`],
    [
      'another encoding at its end',
      Buffer.from(`Email,Full Name\n${lines(600)}x@a.example,José\n`, 'latin1'),
    ],
    ['a ZIP archive', Buffer.from('PK\x03\x04 and so on', 'latin1')],
  ])('of %s leaves nothing', async (name, text) => {
    const test = open()
    const before = await stored(test)
    const mixed = name.startsWith('another') ? Buffer.concat([Buffer.from(text), Buffer.from('é')]) : text
    await expect(uploadFile(test.ctx, mixed)).rejects.toMatchObject({
      code: 'invalid-body',
      message: expect.stringMatching(/ Nothing was imported\.$/),
    })
    expect(await stored(test)).toEqual(before)
  })

  it('that breaks off is refused, and leaves nothing', async () => {
    const test = open()
    const before = await stored(test)
    async function* breaking() {
      yield Buffer.from(`Email,Full Name\n${lines(6000)}`)
      throw new Error('aborted')
    }
    const upload = uploadImport(
      test.ctx,
      { fileName: 'a.csv' },
      { body: breaking(), stillAllowed: async () => {} },
    )
    await expect(upload).rejects.toMatchObject({ code: 'malformed-request' })
    expect(await stored(test)).toEqual(before)
  })

  it('of a caller who lost access leaves nothing', async () => {
    const test = open()
    const before = await stored(test)
    async function* body() {
      yield Buffer.from(file)
    }
    const lost = async () => {
      throw new Refusal('forbidden', 'No longer.')
    }
    await expect(
      uploadImport(test.ctx, { fileName: 'a.csv' }, { body: body(), stillAllowed: lost }),
    ).rejects.toMatchObject({ code: 'forbidden' })
    expect(await stored(test)).toEqual(before)
  })

  it('is in no list while it arrives', async () => {
    const test = open()
    const before = (await listImports(test.ctx, { limit: 100 })).items.length
    let during = -1
    async function* body() {
      yield Buffer.from(`Email,Full Name\n${lines(6000)}`)
      during = (await listImports(test.ctx, { limit: 100 })).items.length
      yield Buffer.from('last@upload.example,Last\n')
    }
    const { counts } = await uploadImport(
      test.ctx,
      { fileName: 'a.csv' },
      { body: body(), stillAllowed: async () => {} },
    )
    expect(during).toBe(before)
    expect(counts).toMatchObject({ total: 6001, pending: 6001 })
  })
})
