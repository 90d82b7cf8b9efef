import { describe } from 'vitest'
import { sweep } from './sweep.ts'

describe('A create that was held, on the embedded database', () => sweep('held'))
