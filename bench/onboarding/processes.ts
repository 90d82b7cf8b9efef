import { readdirSync, readFileSync } from 'node:fs'

/** A clock tick of /proc, which is 10 ms on every Linux that Node supports. */
const tickMs = 10

interface Process {
  readonly parent: number
  readonly ownMs: number
  /** CPU of children that ended. */
  readonly childrenMs: number
}

function readProcess(pid: string): Process | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name is in parentheses and may contain any character.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const at = (index: number) => Number(fields[index])
    return {
      parent: at(1),
      ownMs: (at(11) + at(12)) * tickMs,
      childrenMs: (at(13) + at(14)) * tickMs,
    }
  } catch {
    return undefined
  }
}

function treeOf(root: number): [number, Process][] {
  const all = new Map<number, Process>()
  for (const name of readdirSync('/proc')) {
    const found = /^\d+$/.test(name) ? readProcess(name) : undefined
    if (found) all.set(Number(name), found)
  }
  const isInside = (pid: number): boolean => {
    if (pid === root) return true
    const parent = all.get(pid)?.parent
    return parent !== undefined && parent > 1 && isInside(parent)
  }
  return [...all].filter(([pid]) => isInside(pid))
}

/** Returns CPU milliseconds of a process and its descendants, including ended ones. */
export const cpuMsOf = (pid: number): number =>
  treeOf(pid).reduce((sum, [, { ownMs, childrenMs }]) => sum + ownMs + childrenMs, 0)

/** Returns resident megabytes of a process and its descendants. */
export function rssMbOf(pid: number): number {
  const kilobytes = treeOf(pid).map(([each]) => {
    try {
      return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${each}/status`, 'utf8'))?.[1] ?? 0)
    } catch {
      return 0
    }
  })
  return kilobytes.reduce((sum, each) => sum + each, 0) / 1024
}

export const loadAverage = (): number => Number(readFileSync('/proc/loadavg', 'utf8').split(' ')[0])

/**
 * Returns the microseconds so far in which a process waited for a CPU. Undefined if the kernel does not
 * report it.
 */
export function cpuPressureUs(): number | undefined {
  try {
    return Number(/^some .*total=(\d+)/m.exec(readFileSync('/proc/pressure/cpu', 'utf8'))?.[1])
  } catch {
    return undefined
  }
}
