import { readdirSync, readFileSync } from 'node:fs'

// Process data of Linux from /proc.

const ticksPerSecond = 100

/** Returns the process and its running descendants. */
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

/** Returns the processor time of the process and of children that ended, in seconds. */
export const cpuSecondsOf = (pid: number): number => {
  // The name in parentheses may have spaces. The fields after it are numbered from 3.
  const fields = read(`/proc/${pid}/stat`)
    .replace(/^.*\) /s, '')
    .split(' ')
  const ticks = [14, 15, 16, 17].map((field) => Number(fields[field - 3] ?? 0))
  return ticks.reduce((sum, each) => sum + each, 0) / ticksPerSecond
}

/** Resident memory in MB: now (VmRSS), or the maximum so far (VmHWM). */
export const memoryOf = (pid: number, which: 'VmRSS' | 'VmHWM'): number => {
  const kilobytes = new RegExp(`^${which}:\\s+(\\d+)`, 'm').exec(read(`/proc/${pid}/status`))?.[1]
  return Number(kilobytes ?? 0) / 1024
}

/** Empty if the process has ended. */
const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
