import bidiFactory from 'bidi-js'

// A CommonJS module: its types describe the default export as a member of it.
const bidi = (bidiFactory as unknown as typeof bidiFactory.default)()

/** A piece of text that one font draws in one direction. */
export interface TextRun {
  readonly text: string
  readonly script: 'main' | 'arabic' | 'hebrew'
}

const arabic = /\p{Script=Arabic}/u
const hebrew = /\p{Script=Hebrew}/u
const strongRightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}]/u

const scriptOf = (character: string): TextRun['script'] =>
  arabic.test(character) ? 'arabic' : hebrew.test(character) ? 'hebrew' : 'main'

interface LevelRun extends TextRun {
  readonly level: number
}

/**
 * Splits one line of text into runs from left to right, as they are seen (Unicode Bidirectional Algorithm). The font
 * engine shapes a run of Arabic or Hebrew and draws it from right to left. Other characters of such a part, for
 * example brackets, are mirrored and reversed here.
 */
export function visualRuns(text: string): TextRun[] {
  const levels = bidi.getEmbeddingLevels(text, 'auto')
  const runs: LevelRun[] = []
  let index = 0
  for (const character of text) {
    const level = levels.levels[index] ?? 0
    const last = runs.at(-1)
    // Spaces stay in the run before them: an Arabic name is shaped as a whole.
    const script = last?.level === level && /\s|\p{M}/u.test(character) ? last.script : scriptOf(character)
    const drawn = level % 2 === 1 ? (bidi.getMirroredCharacter(character) ?? character) : character
    if (last && last.level === level && last.script === script)
      runs[runs.length - 1] = { ...last, text: last.text + drawn }
    else runs.push({ text: drawn, script, level })
    index += character.length
  }
  return inVisualOrder(runs).map(({ text, script, level }) => ({
    text: level % 2 === 1 && !strongRightToLeft.test(text) ? [...text].reverse().join('') : text,
    script,
  }))
}

/** Rule L2 of the algorithm: from the highest level down, sequences at that level or above are reversed. */
function inVisualOrder(runs: readonly LevelRun[]): LevelRun[] {
  const ordered = [...runs]
  const highest = Math.max(0, ...runs.map(({ level }) => level))
  for (let level = highest; level > 0; level--)
    for (let start = 0; start < ordered.length; start++) {
      let end = start
      while ((ordered[end]?.level ?? 0) >= level) end++
      if (end > start) ordered.splice(start, end - start, ...ordered.slice(start, end).reverse())
      start = Math.max(start, end)
    }
  return ordered
}
