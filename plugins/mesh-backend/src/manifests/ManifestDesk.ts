import type {
  AuditorService,
  AuthService,
  BackstageCredentials,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError, toError } from '@backstage/errors';
import {
  meshClustersReadPermission,
  meshManifestsApplyPermission,
  type ConfigFile,
  type ManifestResult,
  type ManifestsReport,
} from '@meshway/plugin-mesh-common';
import type { Request } from 'express';
import type { LiveObjects } from '../clusters/LiveObjects';
import { requirePermission } from '../router/requirePermission';
import { applyManifests } from './applyManifests';
import { dryRunManifests } from './dryRunManifests';
import { ManifestCluster } from './ManifestCluster';
import type { ManifestSettings } from './manifestSettings';
import { readManifests } from './readManifests';

/**
 * The only way by which manifests come to a cluster from here: who may, where, and a record of every attempt to apply.
 *
 * Each method rejects with an InputError, NotAllowedError, NotFoundError or ServiceUnavailableError that says what is
 * missing and what to do. That single objects are refused is no error but stands in the report.
 */
export class ManifestDesk {
  private readonly auth: AuthService;
  private readonly auditor: AuditorService;
  private readonly permissions: PermissionsService;
  private readonly userInfo: UserInfoService;
  private readonly clusters: { names(): string[] };
  private readonly live: Pick<LiveObjects, 'connection' | 'read' | 'send'>;
  private readonly settings: ManifestSettings;

  constructor(options: {
    auth: AuthService;
    auditor: AuditorService;
    permissions: PermissionsService;
    userInfo: UserInfoService;
    clusters: { names(): string[] };
    live: Pick<LiveObjects, 'connection' | 'read' | 'send'>;
    settings: ManifestSettings;
  }) {
    this.auth = options.auth;
    this.auditor = options.auditor;
    this.permissions = options.permissions;
    this.userInfo = options.userInfo;
    this.clusters = options.clusters;
    this.live = options.live;
    this.settings = options.settings;
  }

  /** What a cluster would do with manifests. Changes nothing. */
  async dryRun(
    cluster: string,
    files: ConfigFile[],
    credentials: BackstageCredentials,
  ): Promise<ManifestsReport> {
    await requirePermission(
      this.permissions,
      meshClustersReadPermission,
      credentials,
    );
    const target = this.open(cluster, this.userOf(credentials));
    const objects = await dryRunManifests(target, readManifests(files));
    return { mode: 'dry-run', objects };
  }

  /**
   * Applies manifests for somebody, into new namespaces and into those that are theirs.
   *
   * @param options - `request`: from where it came, for the audit log
   */
  async apply(
    cluster: string,
    files: ConfigFile[],
    credentials: BackstageCredentials,
    { request }: { request?: Request<any, any, any, any, any> } = {},
  ): Promise<ManifestsReport> {
    const event = await this.auditor.createEvent({
      eventId: 'manifests-apply',
      severityLevel: 'medium',
      ...(request && { request }),
      meta: { actionType: 'apply', cluster },
    });
    let objects: ManifestResult[];
    try {
      objects = await this.applied(cluster, files, credentials);
    } catch (error) {
      await event.fail({ error: toError(error) });
      throw error;
    }
    const meta = { objects: objects.map(object => ({ ...object })) };
    const refused = objects.filter(({ outcome }) => outcome === 'refused');
    if (refused.length > 0) {
      const error = new Error(
        `${refused.length} of ${objects.length} objects were refused`,
      );
      await event.fail({ error, meta });
    } else {
      await event.success({ meta });
    }
    return { mode: 'apply', objects };
  }

  private async applied(
    cluster: string,
    files: ConfigFile[],
    credentials: BackstageCredentials,
  ): Promise<ManifestResult[]> {
    if (!this.settings.apply) {
      throw new NotAllowedError(
        'This portal applies nothing. Publish the files to a repository that is applied to the cluster, or have mesh.manifests.apply set to true in its configuration.',
      );
    }
    const user = this.userOf(credentials);
    if (!user) {
      throw new NotAllowedError(
        'Only people apply manifests: sign in, or send the token of a user.',
      );
    }
    await requirePermission(
      this.permissions,
      meshManifestsApplyPermission,
      credentials,
    );
    const target = this.open(cluster, user);
    if (this.live.connection(cluster).settings.readOnly) {
      throw new NotAllowedError(
        `This portal changes nothing in cluster ${cluster} (mesh.clusters[].readOnly).`,
      );
    }
    const { ownershipEntityRefs } = await this.userInfo.getUserInfo(
      credentials,
    );
    return await applyManifests(target, readManifests(files), {
      ownership: ownershipEntityRefs,
    });
  }

  private open(cluster: string, user: string | undefined): ManifestCluster {
    if (!this.clusters.names().includes(cluster)) {
      throw new NotFoundError(
        `There is no cluster ${cluster}. The portal has: ${
          this.clusters.names().join(', ') || 'none'
        }.`,
      );
    }
    const { impersonate } = this.live.connection(cluster).settings;
    if (impersonate && !user) {
      throw new NotAllowedError(
        `Manifests are sent to cluster ${cluster} in the name of a person: send the token of a user.`,
      );
    }
    return new ManifestCluster({
      name: cluster,
      live: this.live,
      ...(impersonate && { author: user }),
    });
  }

  private userOf(credentials: BackstageCredentials): string | undefined {
    return this.auth.isPrincipal(credentials, 'user')
      ? credentials.principal.userEntityRef
      : undefined;
  }
}
