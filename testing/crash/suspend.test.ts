import { describe } from 'vitest'
import { sweep } from './sweep.ts'

describe('A suspend, on the embedded database', () => sweep('suspend'))
