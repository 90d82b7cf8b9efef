import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { groups } from './all.ts'
import { countOf } from './edit.ts'

const rules = Object.values(groups).flat()

it('every rule can be disabled: its file has the text to replace exactly once', async () => {
  const lost: string[] = []
  for (const { sentence, off } of rules)
    for (const { file, find } of off) {
      const times = countOf(await readFile(file, 'utf8'), find)
      if (times !== 1) lost.push(`${sentence} (${file}: ${times} times)`)
    }
  expect(lost).toEqual([])
})

it('docs/rules.md lists every rule and no other', async () => {
  const page = await readFile('docs/rules.md', 'utf8')
  expect(rules.map(({ sentence }) => sentence).filter((sentence) => !page.includes(sentence))).toEqual([])
  expect(page).toContain(`${rules.length} of ${rules.length} rules`)
  expect(page).not.toContain('| no |')
})
