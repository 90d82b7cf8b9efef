import { randomBytes } from 'node:crypto'

const SEQUENCE_BITS = 12
let lastTick = 0

/**
 * Returns a UUIDv7 (RFC 9562, section 6.2 method 3): 48 bits of milliseconds, 12 bits of sequence within the
 * millisecond, 62 random bits. Each id of a process sorts after the previous one, even if the system clock
 * moves back or more than 4,096 ids are created in a millisecond. The time then runs ahead until the clock
 * reaches it.
 */
export const newId = (): string => {
  const tick = Date.now() * 2 ** SEQUENCE_BITS
  lastTick = tick > lastTick ? tick : lastTick + 1
  const milliseconds = Math.floor(lastTick / 2 ** SEQUENCE_BITS)
  const sequence = lastTick % 2 ** SEQUENCE_BITS

  const bytes = randomBytes(16)
  bytes.writeUIntBE(milliseconds, 0, 6)
  bytes.writeUInt16BE(0x7000 | sequence, 6)
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8)
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
