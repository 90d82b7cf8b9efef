import { createHash } from 'node:crypto'
import type { TableSum } from './format.ts'

const modulus = 1n << 256n

/**
 * Counts rows and adds their SHA-256 hashes modulo 2^256. The order of the rows does not change the result, so neither
 * the backup nor the comparison needs to sort. It finds mistakes. Changes on purpose are found by the encryption.
 */
export class TableHash {
  #rows = 0
  #sum = 0n

  add(line: string): void {
    this.#rows += 1
    this.#sum += BigInt(`0x${createHash('sha256').update(line).digest('hex')}`)
  }

  get sum(): TableSum {
    return { rows: this.#rows, hash: (this.#sum % modulus).toString(16).padStart(64, '0') }
  }
}
