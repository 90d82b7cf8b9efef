import { readdirSync, readFileSync } from 'node:fs'

// What Linux says about a process and those below it, from /proc.

const ticksPerSecond = 100

/** The process and everything that it started and that still runs. */
export const treeOf = (pid: number): number[] => [pid, ...childrenOf(pid).flatMap(treeOf)]

const childrenOf = (pid: number): number[] =>
  threadsOf(pid).flatMap((thread) =>
    read(`/proc/${pid}/task/${thread}/children`).split(' ').filter(Boolean).map(Number),
  )

const threadsOf = (pid: number): string[] => {
  try {
    return readdirSync(`/proc/${pid}/task`)
  } catch {
    return []
  }
}

/** Processor time of the process and of children that ended, in seconds. */
export const cpuSecondsOf = (pid: number): number => {
  // The name in parentheses may have spaces; the fields after it are numbered from 3.
  const fields = read(`/proc/${pid}/stat`)
    .replace(/^.*\) /s, '')
    .split(' ')
  const ticks = [14, 15, 16, 17].map((field) => Number(fields[field - 3] ?? 0))
  return ticks.reduce((sum, each) => sum + each, 0) / ticksPerSecond
}

/** Resident memory in MB: now (VmRSS), or the most so far (VmHWM). */
export const memoryOf = (pid: number, which: 'VmRSS' | 'VmHWM'): number => {
  const kilobytes = new RegExp(`^${which}:\\s+(\\d+)`, 'm').exec(read(`/proc/${pid}/status`))?.[1]
  return Number(kilobytes ?? 0) / 1024
}

/** Empty where the process has ended. */
const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
