export { docsSiteDir } from './built.ts'
export { helpRoutes } from './routes.ts'
