import type { Screen } from './screen.ts'

export interface Progress {
  readonly handled: number
  readonly total: number
  readonly rowsPerSecond: number | null
  readonly secondsLeft: number | null
  readonly failed: number
  /** Rows that wait for a server in trouble. */
  readonly waiting?: number
}

const barWidth = 24
/** Of two pictures on a terminal, and of two lines in a log. */
const betweenPicturesMs = 100
const betweenLinesMs = 5000

const number = (value: number) => value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 1 : 0 })

function duration(seconds: number): string {
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

function facts({ handled, total, rowsPerSecond, secondsLeft, failed, waiting = 0 }: Progress): string {
  const parts = [
    `${number(handled)} of ${number(total)} rows`,
    rowsPerSecond === null ? null : `${number(rowsPerSecond)} rows/s`,
    secondsLeft === null ? null : `${duration(secondsLeft)} left`,
    failed === 0 ? null : `${number(failed)} failed`,
    waiting === 0 ? null : `${number(waiting)} waiting for a server`,
  ]
  return parts.filter((part) => part !== null).join(', ')
}

const shareOf = ({ handled, total }: Progress) => (total === 0 ? 1 : Math.min(1, handled / total))
const percent = (progress: Progress) => `${Math.floor(shareOf(progress) * 100)}%`

/** One picture of the bar. */
export function barText(label: string, progress: Progress): string {
  const filled = Math.floor(shareOf(progress) * barWidth)
  const bar = '█'.repeat(filled) + '░'.repeat(barWidth - filled)
  return `${label}  ${bar}  ${percent(progress).padStart(4)}  ${facts(progress)}`
}

/**
 * Shows progress on standard error: a bar that is redrawn on a terminal, otherwise a line every five seconds. The last
 * state is always shown.
 */
export class ProgressBar {
  readonly #screen: Screen
  readonly #label: string
  readonly #now: () => number
  #shownAt = Number.NEGATIVE_INFINITY
  #latest: Progress | null = null
  #shown: Progress | null = null

  constructor(screen: Screen, label: string, now: () => number = () => performance.now()) {
    this.#screen = screen
    this.#label = label
    this.#now = now
  }

  show(progress: Progress): void {
    this.#latest = progress
    const pauseMs = this.#screen.err.isTTY ? betweenPicturesMs : betweenLinesMs
    if (this.#now() - this.#shownAt >= pauseMs) this.#draw(progress)
  }

  /** Leaves the last state on the screen, and begins a new line. */
  end(): void {
    if (this.#latest && this.#latest !== this.#shown) this.#draw(this.#latest)
    if (this.#shown && this.#screen.err.isTTY) this.#screen.err.write('\n')
  }

  #draw(progress: Progress): void {
    const { err } = this.#screen
    this.#shownAt = this.#now()
    this.#shown = progress
    if (!err.isTTY) {
      err.write(`${this.#label}: ${percent(progress)}, ${facts(progress)}\n`)
      return
    }
    // A line that is wider than the terminal would be broken, and not redrawn in place.
    const text = barText(this.#label, progress).slice(0, (err.columns ?? 80) - 1)
    err.write(`\r${text}\u001b[K`)
  }
}
