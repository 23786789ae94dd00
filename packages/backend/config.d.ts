export interface Config {
  /** Settings of this portal that belong to no plugin. */
  meshway?: {
    /**
     * Folder on the backend's machine in which the template creates Git repositories, for use without a Git
     * provider. It also lets the catalog read `file` locations, so that whoever may register a location can
     * name any file this process can read: leave it out where the portal is shared.
     *
     * @visibility backend
     */
    localRepositories?: string;
  };
}
