import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { barText, type Progress, ProgressBar } from './progress-bar.ts'
import { type Output, Screen } from './screen.ts'

const page = join(import.meta.dirname, '../../docs/cli.md')

/** The states of an import, as the server sent them, and the time of each in milliseconds. */
const recording: readonly (readonly [atMs: number, state: Progress])[] = [
  [0, { handled: 0, total: 2000, rowsPerSecond: null, secondsLeft: null, failed: 2 }],
  [60, { handled: 4, total: 2000, rowsPerSecond: null, secondsLeft: null, failed: 2 }],
  [1050, { handled: 96, total: 2000, rowsPerSecond: 94.7, secondsLeft: 20, failed: 2 }],
  [6200, { handled: 612, total: 2000, rowsPerSecond: 101.2, secondsLeft: 14, failed: 2 }],
  [11_400, { handled: 1170, total: 2000, rowsPerSecond: 104.4, secondsLeft: 8, failed: 3 }],
  [16_600, { handled: 1733, total: 2000, rowsPerSecond: 106.2, secondsLeft: 3, failed: 3 }],
  [19_100, { handled: 1999, total: 2000, rowsPerSecond: 106, secondsLeft: 1, failed: 3 }],
  [19_130, { handled: 2000, total: 2000, rowsPerSecond: 106, secondsLeft: 0, failed: 3 }],
]

function play(terminal: Pick<Output, 'isTTY' | 'columns'>): string {
  let written = ''
  let nowMs = 0
  const err: Output = {
    ...terminal,
    write(text) {
      written += text
    },
  }
  const bar = new ProgressBar(new Screen({ out: err, err, env: {} }), 'Importing', () => nowMs)
  for (const [atMs, state] of recording) {
    nowMs = atMs
    bar.show(state)
  }
  bar.end()
  return written
}

/** A test cannot write these blocks: paste them. */
const recordedIn = (name: string) =>
  new RegExp(`^\`\`\`text ${name}\n(.*?)^\`\`\`$`, 'ms').exec(readFileSync(page, 'utf8'))?.[1]

it('redraws one line on a terminal, as recorded in docs/cli.md', () => {
  const written = play({ isTTY: true, columns: 100 })
  expect(written.split('\n')).toHaveLength(2)
  const pictures = written.trimEnd().split('\r').slice(1)
  expect(pictures).toHaveLength(7)
  expect(pictures.every((picture) => picture.endsWith('\u001b[K'))).toBe(true)
  const text = pictures.map((picture) => `${picture.replace('\u001b[K', '')}\n`).join('')
  expect(recordedIn('progress bar')).toBe(text)
})

it('writes a line every five seconds otherwise, as recorded in docs/cli.md', () => {
  const written = play({})
  expect(/\p{Cc}/u.test(written.replaceAll('\n', ''))).toBe(false)
  expect(recordedIn('progress lines')).toBe(written)
})

it('is never wider than the terminal', () => {
  const pictures = play({ isTTY: true, columns: 40 }).trimEnd().split('\r').slice(1)
  for (const picture of pictures) expect(picture.replace('\u001b[K', '').length).toBeLessThan(40)
})

it.each([
  [{ handled: 0, total: 0, rowsPerSecond: null, secondsLeft: null, failed: 0 }, '100%  0 of 0 rows'],
  [
    { handled: 1, total: 3, rowsPerSecond: 0.25, secondsLeft: 3600, failed: 0 },
    ' 33%  1 of 3 rows, 0.3 rows/s, 1 h 0 min left',
  ],
  [
    { handled: 99_999, total: 100_000, rowsPerSecond: 1234, secondsLeft: 90, failed: 1 },
    ' 99%  99,999 of 100,000 rows, 1,234 rows/s, 2 min left, 1 failed',
  ],
])('shows %o', (progress, text) => {
  expect(barText('Importing', progress)).toMatch(new RegExp(`${text.replace('.', '\\.')}$`))
})
