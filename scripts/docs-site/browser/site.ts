import { connectMenu } from './menu.ts'
import { connectSearch } from './search.ts'

connectMenu()
connectSearch()
