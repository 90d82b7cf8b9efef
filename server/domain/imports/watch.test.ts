import { expect, it } from 'vitest'
import { call, describeDomain, type TestDomain } from '#testing/domain.ts'
import { checkedImport, workOnImports } from '#testing/import-steps.ts'
import { contextOf } from '../context.ts'
import { getImport, startImport, watchImport } from './index.ts'

describeDomain('The viewers of an import', (open) => {
  /** Watches until the end. Each viewer has a connection of its own. */
  const watchAll = async (test: TestDomain, id: string, viewers: number) => {
    let reads = 0
    const seen: string[][] = Array.from({ length: viewers }, () => [])
    const begun = Array.from({ length: viewers }, () => Promise.withResolvers<void>())
    const ended = seen.map(async (mine, viewer) => {
      const ctx = contextOf(test.domain, call())
      const read: typeof getImport = (...input) => {
        reads += 1
        return getImport(...input)
      }
      for await (const details of watchImport(ctx, { id }, read)) {
        mine.push(JSON.stringify(details))
        begun[viewer]?.resolve()
      }
    })
    await Promise.all(begun.map(({ promise }) => promise))
    return { seen, reads: () => reads, ended: Promise.all(ended) }
  }

  it('share one computation for each change', async () => {
    const test = open()
    const { id } = await checkedImport(test, 'Email,Full Name\na@watch.example,Ada\nb@watch.example,Bea\n')
    const watching = await watchAll(test, id, 5)
    expect(watching.reads()).toBe(1)
    await startImport(test.ctx, { id })
    await workOnImports(test.domain)
    await watching.ended
    const versions = new Set(watching.seen.flat())
    // Viewers may see fewer versions than were read, never more.
    expect(watching.reads()).toBeGreaterThanOrEqual(versions.size)
    // Without sharing there would be five for each. A viewer that is late may cause one more.
    expect(watching.reads()).toBeLessThanOrEqual(2 * versions.size)
    for (const mine of watching.seen) {
      expect(JSON.parse(mine[0] ?? '')).toMatchObject({ status: 'ready' })
      expect(JSON.parse(mine.at(-1) ?? '')).toMatchObject({ status: 'finished', counts: { done: 2 } })
    }
  })

  it('do not keep a failed read, and nothing is kept after the last one has left', async () => {
    const test = open()
    const { id } = await checkedImport(test, 'Email,Full Name\nc@watch.example,Cyd\n')
    let reads = 0
    const failing: typeof getImport = async () => {
      reads += 1
      throw new Error('The database is away.')
    }
    const first = watchImport(test.ctx, { id }, failing)
    await expect(first.next()).rejects.toThrow('The database is away.')
    const second = watchImport(test.ctx, { id }, (...input) => {
      reads += 1
      return getImport(...input)
    })
    expect((await second.next()).value).toMatchObject({ status: 'ready' })
    await second.return()
    const third = watchImport(test.ctx, { id }, (...input) => {
      reads += 1
      return getImport(...input)
    })
    expect((await third.next()).value).toMatchObject({ status: 'ready' })
    await third.return()
    expect(reads).toBe(3)
  })
})
