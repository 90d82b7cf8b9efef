import { randomBytes } from 'node:crypto'

const SEQUENCE_BITS = 12
let lastTick = 0

/**
 * A UUIDv7 (RFC 9562, section 6.2 method 3): 48 bits of milliseconds, 12 bits of sequence within the
 * millisecond, 62 random bits. Each id of a process sorts after the one before it, also where the system's
 * clock steps back or more than 4,096 are made in a millisecond; time then runs ahead until it has caught up.
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
