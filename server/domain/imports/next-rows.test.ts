import { and, eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { describeDomain, type TestDomain } from '#testing/domain.ts'
import { addTestServer } from '#testing/domain-steps.ts'
import { checkedImport } from '#testing/import-steps.ts'
import { importRows } from '../tables/imports.ts'
import { NextRows } from './next-rows.ts'

describeDomain('The next rows of an import', (open) => {
  const rowOf = (id: string, number: number) =>
    and(eq(importRows.importId, id), eq(importRows.number, number))
  /** Rows 2 to 5 name the full server, 6 and 7 the free one, 8 names none. */
  const prepared = async (test: TestDomain) => {
    const full = await addTestServer(test, { name: 'Full' })
    await addTestServer(test, { name: 'Free', ...test.sandbox.createKey({}) })
    const names = ['Full', 'Full', 'Full', 'Full', 'Free', 'Free', '']
    const lines = names.map((name, index) => `r${index}@rows.example,Row,rowuser${index},${name}`)
    const file = ['Email,Full Name,Hosting Username,Server', ...lines].join('\n')
    const { id } = await checkedImport(test, file, { hosting: 'create', passwords: 'link' })
    await test.database.db.update(importRows).set({ serverId: null }).where(rowOf(id, 8))
    const rows = new NextRows()
    const take = (places: { full: number; free: number; none: number }, limit = 32, without: number[] = []) =>
      rows.take(test.database.db, id, {
        limit,
        placesOf: (serverId) =>
          serverId === null ? places.none : serverId === full.id ? places.full : places.free,
        without,
      })
    return { id, rows, take }
  }
  const begun = ({ database }: TestDomain, id: string, number: number) =>
    database.db.update(importRows).set({ state: 'failed' }).where(rowOf(id, number))

  it('are taken by number, once, as far as their servers have places', async () => {
    const test = open()
    const { take } = await prepared(test)
    expect(await take({ full: 0, free: 0, none: 0 })).toEqual([])
    expect(await take({ full: 1, free: 1, none: 1 })).toEqual([2, 6, 8])
    expect(await take({ full: 12, free: 12, none: 1 }, 2)).toEqual([3, 4])
    expect(await take({ full: -1, free: 12, none: 1 })).toEqual([7])
    expect(await take({ full: 12, free: 12, none: 1 })).toEqual([5])
    expect(await take({ full: 12, free: 12, none: 1 })).toEqual([])
  })

  it('are read once, and again after a fault, without those under way', async () => {
    const test = open()
    const { id, rows, take } = await prepared(test)
    expect(await take({ full: 4, free: 0, none: 0 }, 2)).toEqual([2, 3])
    await begun(test, id, 2)
    await begun(test, id, 4)
    expect(await take({ full: 1, free: 0, none: 0 })).toEqual([4])
    rows.forget()
    expect(await take({ full: 4, free: 4, none: 4 }, 32, [6])).toEqual([3, 5, 7, 8])
  })
})
