import { readFileSync } from 'node:fs'

/**
 * Preloaded into the shipped server: moves the clock of its process as an administrator or a time server does. SIGUSR2 reads
 * the shift in milliseconds from CLOCK_SHIFT_FILE. Monotonic time and timers do not change.
 */
const file = process.env.CLOCK_SHIFT_FILE
if (file === undefined) throw new Error('CLOCK_SHIFT_FILE is required.')
const SystemDate = Date
const systemNow = Date.now
let shiftMs = 0

function ShiftedDate(...args: readonly unknown[]): Date | string {
  const given = args.length === 0 ? [systemNow() + shiftMs] : args
  return new.target === undefined
    ? new SystemDate(systemNow() + shiftMs).toString()
    : Reflect.construct(SystemDate, given, new.target)
}
Object.setPrototypeOf(ShiftedDate, SystemDate)
ShiftedDate.prototype = SystemDate.prototype
Object.defineProperty(SystemDate.prototype, 'constructor', { value: ShiftedDate, writable: true })
SystemDate.now = () => systemNow() + shiftMs
Object.defineProperty(globalThis, 'Date', { value: ShiftedDate, writable: true, configurable: true })

process.on('SIGUSR2', () => {
  shiftMs = Number(readFileSync(file, 'utf8'))
  process.stdout.write(`clock shifted by ${shiftMs}\n`)
})
