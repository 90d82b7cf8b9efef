/** The contract. A client needs only methods and paths, so the build leaves out the schemas (web/vite.config.ts). */
export { api as apiRoutes } from '#contracts/api.ts'
