export {
  localRepositoriesCatalogModule,
  localRepositoriesScaffolderModule,
} from './modules';
