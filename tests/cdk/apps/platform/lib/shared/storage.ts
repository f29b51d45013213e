import { Duration, RemovalPolicy, Tags } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

export interface StoreProps {
  readonly days?: number;
  readonly replicas?: string[];
}

/** A bucket with its key, made by one of the two ways that its classes name. */
export class Store extends Construct {
  static shortLived(scope: Construct, id: string): Store {
    return new Store(scope, id, { days: 1 });
  }

  static kept(scope: Construct, id: string, ...replicas: string[]): Store {
    return new Store(scope, id, { replicas });
  }

  public readonly bucket: s3.Bucket;
  private readonly key: kms.Key;

  private constructor(scope: Construct, id: string, { days, replicas = [] }: StoreProps) {
    super(scope, id);
    this.key = new kms.Key(this, 'Key', { enableKeyRotation: true });
    this.bucket = this.made('Bucket');
    for (const replica of replicas) {
      const copy = this.made(`Copy-${replica}`);
      Tags.of(copy).add('replica', replica);
    }
    if (days !== undefined) {
      this.bucket.addLifecycleRule({ expiration: Duration.days(days) });
    }
  }

  private made = (id: string): s3.Bucket =>
    new s3.Bucket(this, id, { encryptionKey: this.key, removalPolicy: RemovalPolicy.RETAIN });
}
