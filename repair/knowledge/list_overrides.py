"""The reviewed rows that stand over the schemas' word on list order, each with its reason.

Provider schemas lie both ways: `insertionOrder` defaults to true and is rarely set, so most "ordered" lists
are not; and some that are declared unordered are not either. A row is

    (type, path, kind, keys, reason)

`type` may end in "*"; `path` is property names and "*" for list items, joined by "/"; a path that starts with
"**" holds at any depth. `keys` are the names, with spaces between, of the properties that identify an item. A
test fails when a row no longer matches a list in the schemas.
"""

from __future__ import annotations

from typing import Literal

ANYWHERE = "**"

_Row = tuple[str, str, Literal["ordered", "set", "multiset", "keyed"], str, str]

_NAMED = "items have a name that the service keeps unique"
_ONE_EACH = "the service takes one item for each"
_FIRST_WINS = "evaluated from the top, the first match wins"
_RUNS_IN_ORDER = "carried out from first to last"
_PRIORITY = "each item states its own priority"
_ALL_HOLD = "all apply together, whatever their order"

ROWS: tuple[_Row, ...] = (
    # IAM
    ("AWS::IAM::*", "Policies", "keyed", "PolicyName", "inline policies are kept by name"),
    # Storage
    ("AWS::S3::Bucket", "LifecycleConfiguration/Rules", "keyed", "Id", _NAMED),
    ("AWS::S3::Bucket", "LifecycleConfiguration/Rules/*/Transitions", "keyed", "StorageClass", _ONE_EACH),
    ("AWS::S3::Bucket", "LifecycleConfiguration/Rules/*/NoncurrentVersionTransitions", "keyed", "StorageClass", _ONE_EACH),
    ("AWS::S3::Bucket", "LifecycleConfiguration/Rules/*/TagFilters", "set", "", _ALL_HOLD),
    ("AWS::S3::Bucket", "ReplicationConfiguration/Rules", "keyed", "Id", _PRIORITY),
    ("AWS::S3::Bucket", "CorsConfiguration/CorsRules", "ordered", "Id", _FIRST_WINS),
    ("AWS::S3::Bucket", "WebsiteConfiguration/RoutingRules", "ordered", "", _FIRST_WINS),
    ("AWS::S3::Bucket", "NotificationConfiguration/LambdaConfigurations", "set", "", _ALL_HOLD),
    ("AWS::S3::Bucket", "NotificationConfiguration/QueueConfigurations", "set", "", _ALL_HOLD),
    ("AWS::S3::Bucket", "NotificationConfiguration/TopicConfigurations", "set", "", _ALL_HOLD),
    ("AWS::S3::Bucket", "MetricsConfigurations", "keyed", "Id", _NAMED),
    ("AWS::S3::Bucket", "InventoryConfigurations", "keyed", "Id", _NAMED),
    ("AWS::S3::Bucket", "InventoryConfigurations/*/OptionalFields", "set", "", "names of columns to include"),
    ("AWS::S3::Bucket", "AnalyticsConfigurations", "keyed", "Id", _NAMED),
    ("AWS::S3::Bucket", "IntelligentTieringConfigurations", "keyed", "Id", _NAMED),
    ("AWS::S3::Bucket", "IntelligentTieringConfigurations/*/Tierings", "keyed", "AccessTier", _ONE_EACH),
    ("AWS::EFS::FileSystem", "LifecyclePolicies", "set", "", "each item states one transition"),
    ("AWS::Backup::BackupPlan", "BackupPlan/BackupPlanRule", "keyed", "RuleName", _NAMED),
    ("AWS::Backup::BackupPlan", "BackupPlan/BackupPlanRule/*/CopyActions", "keyed", "DestinationBackupVaultArn", _ONE_EACH),
    ("AWS::Backup::BackupPlan", "BackupPlan/AdvancedBackupSettings", "keyed", "ResourceType", _ONE_EACH),
    # Databases
    ("AWS::DynamoDB::*", "AttributeDefinitions", "keyed", "AttributeName", _NAMED),
    ("AWS::DynamoDB::*", "**/KeySchema", "ordered", "AttributeName", "HASH comes before RANGE"),
    ("AWS::DynamoDB::*", "GlobalSecondaryIndexes", "keyed", "IndexName", _NAMED),
    ("AWS::DynamoDB::*", "LocalSecondaryIndexes", "keyed", "IndexName", _NAMED),
    ("AWS::DynamoDB::GlobalTable", "Replicas", "keyed", "Region", _ONE_EACH),
    ("AWS::RDS::OptionGroup", "OptionConfigurations", "keyed", "OptionName", _ONE_EACH),
    ("AWS::RDS::DBInstance", "AssociatedRoles", "keyed", "FeatureName RoleArn", _ONE_EACH),
    ("AWS::RDS::DBCluster", "AssociatedRoles", "keyed", "FeatureName RoleArn", _ONE_EACH),
    ("AWS::ElastiCache::*", "LogDeliveryConfigurations", "keyed", "LogType", _ONE_EACH),
    ("AWS::ElastiCache::ReplicationGroup", "NodeGroupConfiguration", "keyed", "NodeGroupId", _NAMED),
    ("AWS::ElastiCache::ReplicationGroup", "PreferredCacheClusterAZs", "ordered", "", "the first is the primary's"),
    ("AWS::SecretsManager::Secret", "ReplicaRegions", "keyed", "Region", _ONE_EACH),
    # Compute
    ("AWS::Lambda::Function", "Layers", "ordered", "", "a later layer's files cover an earlier one's"),
    ("AWS::Serverless::Function", "Layers", "ordered", "", "a later layer's files cover an earlier one's"),
    ("AWS::Lambda::EventSourceMapping", "FilterCriteria/Filters", "set", "", "an event passes if any filter matches"),
    ("AWS::Lambda::EventSourceMapping", "SourceAccessConfigurations", "set", "", _ALL_HOLD),
    ("AWS::EC2::SecurityGroup", "SecurityGroupIngress", "set", "", "rules only allow, in any order"),
    ("AWS::EC2::SecurityGroup", "SecurityGroupEgress", "set", "", "rules only allow, in any order"),
    ("AWS::EC2::*", "**/TagSpecifications", "keyed", "ResourceType", _ONE_EACH),
    ("AWS::EC2::*", "**/BlockDeviceMappings", "keyed", "DeviceName", _ONE_EACH),
    ("AWS::EC2::Instance", "Volumes", "keyed", "Device", _ONE_EACH),
    ("AWS::EC2::Instance", "NetworkInterfaces", "keyed", "DeviceIndex", _ONE_EACH),
    ("AWS::EC2::LaunchTemplate", "LaunchTemplateData/NetworkInterfaces", "keyed", "NetworkCardIndex DeviceIndex", _ONE_EACH),
    ("AWS::EC2::*", "**/PrivateIpAddresses", "keyed", "PrivateIpAddress", _ONE_EACH),
    ("AWS::EC2::PrefixList", "Entries", "keyed", "Cidr", _ONE_EACH),
    ("AWS::EC2::DHCPOptions", "DomainNameServers", "ordered", "", "asked in this order"),
    ("AWS::AutoScaling::LaunchConfiguration", "BlockDeviceMappings", "keyed", "DeviceName", _ONE_EACH),
    ("AWS::AutoScaling::AutoScalingGroup", "MetricsCollection", "keyed", "Granularity", _ONE_EACH),
    ("AWS::AutoScaling::AutoScalingGroup", "TerminationPolicies", "ordered", "", "applied in this order"),
    ("AWS::AutoScaling::AutoScalingGroup", "MixedInstancesPolicy/LaunchTemplate/Overrides", "ordered", "InstanceType", "the order is the priority of the `prioritized` strategy"),
    ("AWS::AutoScaling::AutoScalingGroup", "LifecycleHookSpecificationList", "keyed", "LifecycleHookName", _NAMED),
    ("AWS::AutoScaling::AutoScalingGroup", "NotificationConfigurations", "keyed", "TopicARN", _ONE_EACH),
    ("AWS::Batch::JobQueue", "ComputeEnvironmentOrder", "keyed", "ComputeEnvironment", _PRIORITY),
    ("AWS::EMR::Cluster", "Applications", "keyed", "Name", _ONE_EACH),
    ("AWS::EMR::Cluster", "**/Configurations", "keyed", "Classification", _ONE_EACH),
    ("AWS::EMR::Cluster", "BootstrapActions", "ordered", "Name", _RUNS_IN_ORDER),
    ("AWS::EMR::Cluster", "Steps", "ordered", "Name", _RUNS_IN_ORDER),
    ("AWS::ElasticBeanstalk::*", "OptionSettings", "keyed", "Namespace OptionName ResourceName", _ONE_EACH),
    # Containers
    ("AWS::ECS::TaskDefinition", "ContainerDefinitions", "keyed", "Name", _NAMED),
    ("AWS::ECS::TaskDefinition", "Volumes", "keyed", "Name", _NAMED),
    ("AWS::ECS::TaskDefinition", "ContainerDefinitions/*/PortMappings", "keyed", "ContainerPort Protocol", _ONE_EACH),
    ("AWS::ECS::TaskDefinition", "ContainerDefinitions/*/MountPoints", "keyed", "ContainerPath", _ONE_EACH),
    ("AWS::ECS::TaskDefinition", "ContainerDefinitions/*/VolumesFrom", "keyed", "SourceContainer", _ONE_EACH),
    ("AWS::ECS::TaskDefinition", "ContainerDefinitions/*/DependsOn", "keyed", "ContainerName", _ONE_EACH),
    ("AWS::ECS::TaskDefinition", "ContainerDefinitions/*/Ulimits", "keyed", "Name", _ONE_EACH),
    ("AWS::ECS::TaskDefinition", "ContainerDefinitions/*/SystemControls", "keyed", "Namespace", _ONE_EACH),
    ("AWS::ECS::TaskDefinition", "ContainerDefinitions/*/ExtraHosts", "keyed", "Hostname", _ONE_EACH),
    ("AWS::ECS::TaskDefinition", "ContainerDefinitions/*/EnvironmentFiles", "ordered", "", "the first file that sets a variable wins"),
    ("AWS::ECS::TaskDefinition", "ContainerDefinitions/*/DnsServers", "ordered", "", "asked in this order"),
    ("AWS::ECS::TaskDefinition", "ContainerDefinitions/*/DnsSearchDomains", "ordered", "", "tried in this order"),
    ("AWS::ECS::TaskDefinition", "ContainerDefinitions/*/Command", "ordered", "", "a command line"),
    ("AWS::ECS::TaskDefinition", "ContainerDefinitions/*/EntryPoint", "ordered", "", "a command line"),
    ("AWS::ECS::Service", "LoadBalancers", "set", "", _ALL_HOLD),
    ("AWS::ECS::Service", "ServiceRegistries", "set", "", _ALL_HOLD),
    ("AWS::ECS::Service", "PlacementStrategies", "ordered", "", "applied in this order"),
    ("AWS::ECS::Service", "PlacementConstraints", "set", "", _ALL_HOLD),
    ("AWS::ECS::Service", "CapacityProviderStrategy", "keyed", "CapacityProvider", _ONE_EACH),
    ("AWS::ECS::Cluster", "DefaultCapacityProviderStrategy", "keyed", "CapacityProvider", _ONE_EACH),
    ("AWS::EKS::Nodegroup", "InstanceTypes", "ordered", "", "declared unordered, but on-demand capacity is tried in this order"),
    ("AWS::EKS::Cluster", "Logging/ClusterLogging/EnabledTypes", "keyed", "Type", _ONE_EACH),
    ("AWS::EKS::FargateProfile", "Selectors", "set", "", "a pod runs if any selector matches"),
    # Load balancing
    ("AWS::ElasticLoadBalancingV2::*", "**/SubnetMappings", "keyed", "SubnetId", _ONE_EACH),
    ("AWS::ElasticLoadBalancingV2::*", "**/TargetGroups", "keyed", "TargetGroupArn", _ONE_EACH),
    ("AWS::ElasticLoadBalancingV2::*", "Certificates", "set", "", _ALL_HOLD),
    ("AWS::ElasticLoadBalancingV2::TargetGroup", "Targets", "keyed", "Id Port", _ONE_EACH),
    ("AWS::ElasticLoadBalancingV2::ListenerRule", "Conditions", "set", "", _ALL_HOLD),
    ("AWS::ElasticLoadBalancingV2::ListenerRule", "Actions", "set", "", "several actions state their Order"),
    ("AWS::ElasticLoadBalancingV2::Listener", "DefaultActions", "set", "", "several actions state their Order"),
    ("AWS::ElasticLoadBalancing::LoadBalancer", "Listeners", "keyed", "LoadBalancerPort", _ONE_EACH),
    ("AWS::ElasticLoadBalancing::LoadBalancer", "Policies", "keyed", "PolicyName", _NAMED),
    ("AWS::ElasticLoadBalancing::LoadBalancer", "Instances", "set", "", _ALL_HOLD),
    # Edge and DNS
    ("AWS::CloudFront::Distribution", "DistributionConfig/Origins", "keyed", "Id", _NAMED),
    ("AWS::CloudFront::Distribution", "DistributionConfig/Origins/*/OriginCustomHeaders", "keyed", "HeaderName", _ONE_EACH),
    ("AWS::CloudFront::Distribution", "DistributionConfig/OriginGroups/Items", "keyed", "Id", _NAMED),
    ("AWS::CloudFront::Distribution", "DistributionConfig/OriginGroups/Items/*/Members/Items", "ordered", "OriginId", "the first is the primary origin"),
    ("AWS::CloudFront::Distribution", "**/StatusCodes/Items", "set", "", _ALL_HOLD),
    ("AWS::CloudFront::Distribution", "DistributionConfig/CacheBehaviors", "ordered", "PathPattern", _FIRST_WINS),
    ("AWS::CloudFront::Distribution", "DistributionConfig/CustomErrorResponses", "keyed", "ErrorCode", _ONE_EACH),
    ("AWS::CloudFront::Distribution", "**/LambdaFunctionAssociations", "keyed", "EventType", _ONE_EACH),
    ("AWS::CloudFront::Distribution", "**/FunctionAssociations", "keyed", "EventType", _ONE_EACH),
    ("AWS::CloudFront::ResponseHeadersPolicy", "ResponseHeadersPolicyConfig/CustomHeadersConfig/Items", "keyed", "Header", _ONE_EACH),
    ("AWS::Route53::HostedZone", "VPCs", "keyed", "VPCId", _ONE_EACH),
    ("AWS::Route53::RecordSetGroup", "RecordSets", "keyed", "Name Type SetIdentifier", _NAMED),
    ("AWS::Route53::*", "**/ResourceRecords", "set", "", "resolvers get the values in any order"),
    ("AWS::ServiceDiscovery::Service", "DnsConfig/DnsRecords", "keyed", "Type", _ONE_EACH),
    ("AWS::CertificateManager::Certificate", "DomainValidationOptions", "keyed", "DomainName", _ONE_EACH),
    # Firewalls
    ("AWS::WAFv2::*", "Rules", "keyed", "Name", _PRIORITY),
    ("AWS::WAFv2::*", "**/AndStatement/Statements", "set", "", _ALL_HOLD),
    ("AWS::WAFv2::*", "**/OrStatement/Statements", "set", "", _ALL_HOLD),
    ("AWS::WAFv2::*", "**/TextTransformations", "keyed", "Priority", _PRIORITY),
    ("AWS::WAFv2::*", "**/ExcludedRules", "keyed", "Name", _ONE_EACH),
    ("AWS::WAFv2::*", "**/RuleActionOverrides", "keyed", "Name", _ONE_EACH),
    ("AWS::WAFv2::*", "**/RuleLabels", "set", "", _ALL_HOLD),
    ("AWS::NetworkFirewall::FirewallPolicy", "FirewallPolicy/StatefulRuleGroupReferences", "keyed", "ResourceArn", _PRIORITY),
    ("AWS::NetworkFirewall::FirewallPolicy", "FirewallPolicy/StatelessRuleGroupReferences", "keyed", "ResourceArn", _PRIORITY),
    ("AWS::NetworkFirewall::FirewallPolicy", "FirewallPolicy/StatelessDefaultActions", "set", "", _ALL_HOLD),
    ("AWS::NetworkFirewall::FirewallPolicy", "FirewallPolicy/StatelessFragmentDefaultActions", "set", "", _ALL_HOLD),
    # APIs
    ("AWS::ApiGateway::*", "MethodSettings", "keyed", "ResourcePath HttpMethod", _ONE_EACH),
    ("AWS::Serverless::Api", "MethodSettings", "keyed", "ResourcePath HttpMethod", _ONE_EACH),
    ("AWS::ApiGateway::Method", "MethodResponses", "keyed", "StatusCode", _ONE_EACH),
    ("AWS::ApiGateway::Method", "Integration/IntegrationResponses", "keyed", "StatusCode", _ONE_EACH),
    ("AWS::ApiGateway::UsagePlan", "ApiStages", "keyed", "ApiId Stage", _ONE_EACH),
    ("AWS::ApiGateway::ApiKey", "StageKeys", "set", "", _ALL_HOLD),
    ("AWS::AppSync::Resolver", "PipelineConfig/Functions", "ordered", "", "declared unordered, but " + _RUNS_IN_ORDER),
    ("AWS::Cognito::UserPool", "Schema", "keyed", "Name", _NAMED),
    ("AWS::Cognito::UserPool", "AccountRecoverySetting/RecoveryMechanisms", "keyed", "Name", _PRIORITY),
    ("AWS::Cognito::UserPoolResourceServer", "Scopes", "keyed", "ScopeName", "declared ordered, but stored as a set"),
    ("AWS::Cognito::IdentityPool", "CognitoIdentityProviders", "set", "", _ALL_HOLD),
    # Events, queues, streams
    ("AWS::Events::Rule", "Targets", "keyed", "Id", _NAMED),
    ("AWS::Events::Rule", "Targets/*/EcsParameters/PlacementStrategies", "ordered", "", "applied in this order"),
    ("AWS::Scheduler::Schedule", "Target/EcsParameters/PlacementStrategy", "ordered", "", "declared unordered, but applied in this order"),
    ("AWS::SNS::Topic", "Subscription", "keyed", "Protocol Endpoint", _ONE_EACH),
    ("AWS::KinesisFirehose::DeliveryStream", "**/Processors", "ordered", "", _RUNS_IN_ORDER),
    ("AWS::IoT::ThingType", "ThingTypeProperties/SearchableAttributes", "set", "", "declared ordered, but stored as a set"),
    ("AWS::IoT::TopicRule", "TopicRulePayload/Actions", "set", "", _ALL_HOLD),
    # Delivery
    ("AWS::CodePipeline::Pipeline", "Stages", "ordered", "Name", _RUNS_IN_ORDER),
    ("AWS::CodePipeline::Pipeline", "Stages/*/Actions", "keyed", "Name", "each action states its RunOrder"),
    ("AWS::CodePipeline::Pipeline", "Stages/*/Actions/*/InputArtifacts", "ordered", "Name", "the first is an action's main input"),
    ("AWS::CodePipeline::Pipeline", "Stages/*/Actions/*/OutputArtifacts", "ordered", "Name", "the first is an action's main output"),
    ("AWS::CodePipeline::Pipeline", "ArtifactStores", "keyed", "Region", _ONE_EACH),
    ("AWS::CodeBuild::Project", "Environment/EnvironmentVariables", "keyed", "Name", _NAMED),
    ("AWS::CodeBuild::Project", "SecondarySources", "keyed", "SourceIdentifier", _NAMED),
    ("AWS::CodeBuild::Project", "SecondaryArtifacts", "keyed", "ArtifactIdentifier", _NAMED),
    ("AWS::CodeCommit::Repository", "Triggers", "keyed", "Name", _NAMED),
    ("AWS::CodeDeploy::DeploymentGroup", "Ec2TagFilters", "set", "", "an instance is in if any filter matches"),
    ("AWS::CodeDeploy::DeploymentGroup", "ECSServices", "set", "", _ALL_HOLD),
    ("AWS::CodeDeploy::DeploymentGroup", "LoadBalancerInfo/TargetGroupInfoList", "set", "", _ALL_HOLD),
    # Watching and governance
    ("AWS::CloudWatch::Alarm", "Metrics", "keyed", "Id", _NAMED),
    ("AWS::Logs::Transformer", "TransformerConfig", "ordered", "", "declared unordered, but " + _RUNS_IN_ORDER),
    ("AWS::CloudTrail::Trail", "InsightSelectors", "keyed", "InsightType", _ONE_EACH),
    ("AWS::CloudTrail::Trail", "AdvancedEventSelectors/*/FieldSelectors", "keyed", "Field", _ONE_EACH),
    ("AWS::Config::ConfigRule", "Source/SourceDetails", "set", "", _ALL_HOLD),
    ("AWS::GuardDuty::Detector", "Features", "keyed", "Name", _ONE_EACH),
    ("AWS::GuardDuty::Detector", "Features/*/AdditionalConfiguration", "keyed", "Name", _ONE_EACH),
    ("AWS::SES::ConfigurationSetEventDestination", "EventDestination/CloudWatchDestination/DimensionConfigurations", "keyed", "DimensionName", _ONE_EACH),
    ("AWS::SSM::*", "Targets", "keyed", "Key", _ONE_EACH),
    ("AWS::SSM::*", "Targets/*/Values", "set", "", "a target is in if any value matches"),
    ("AWS::SSM::PatchBaseline", "**/PatchFilters", "keyed", "Key", _ONE_EACH),
    ("AWS::SSM::PatchBaseline", "**/PatchFilters/*/Values", "set", "", "a patch is in if any value matches"),
    ("AWS::SSMContacts::Plan", "Stages", "ordered", "", "declared unordered, but " + _RUNS_IN_ORDER),
    ("AWS::Budgets::Budget", "NotificationsWithSubscribers", "set", "", _ALL_HOLD),
    ("AWS::Budgets::Budget", "NotificationsWithSubscribers/*/Subscribers", "set", "", _ALL_HOLD),
    # Data
    ("AWS::Glue::Table", "**/Columns", "ordered", "Name", "columns of a file stand in this order"),
    ("AWS::Glue::Table", "TableInput/PartitionKeys", "ordered", "Name", "folders nest in this order"),
    ("AWS::Glue::Crawler", "Targets/S3Targets", "keyed", "Path", _ONE_EACH),
    ("AWS::Glue::Trigger", "Actions", "set", "", "started together"),
)  # fmt: skip

_NETWORK = "where something is placed or which groups it is in: a set"
_ALLOWED = "what is allowed: a set"
_TOLD = "who or what is told: a set"
_NAMES = "names of things that apply together: a set"

# Lists of plain texts that are sets under this name in whichever type they stand, whatever the schema says.
UNORDERED_TEXTS: dict[str, str] = {
    **dict.fromkeys(
        ("SecurityGroupIds", "SecurityGroups", "SecurityGroupArns", "VpcSecurityGroupIds",
         "VPCSecurityGroups", "DBSecurityGroups", "CacheSecurityGroupNames", "AdditionalMasterSecurityGroups",
         "AdditionalSlaveSecurityGroups", "SubnetIds", "Subnets", "VpcSubnetIds", "VPCZoneIdentifier", "GroupSet",
         "AvailabilityZones", "RouteTableIds", "VpcEndpointIds", "Regions", "Locations"),
        _NETWORK,
    ),
    **dict.fromkeys(
        ("AllowMethods", "AllowOrigins", "AllowHeaders", "ExposeHeaders", "AllowedMethods", "AllowedOrigins",
         "AllowedHeaders", "ExposedHeaders", "CachedMethods", "OriginSSLProtocols", "AllowedOAuthFlows",
         "AllowedOAuthScopes", "ExplicitAuthFlows", "CallbackURLs", "LogoutURLs", "ClientIdList",
         "ThumbprintList", "SupportedIdentityProviders", "RequiresCompatibilities", "Capabilities",
         "CompatibleRuntimes", "CompatibleArchitectures", "Architectures", "BinaryMediaTypes", "AuthorizationScopes"),
        _ALLOWED,
    ),
    **dict.fromkeys(
        ("AlarmActions", "OKActions", "InsufficientDataActions", "NotificationARNs", "NotificationArns", "Topics",
         "Queues", "EnableCloudwatchLogsExports", "TargetGroupARNs", "LoadBalancerNames", "Destinations"),
        _TOLD,
    ),
    **dict.fromkeys(
        ("ManagedPolicyArns", "Roles", "Users", "Groups", "IamRoles", "CapacityProviders", "ComplianceResourceTypes",
         "ResourceTypes", "SubjectAlternativeNames", "Aliases", "WhitelistedNames", "QueryStringCacheKeys",
         "NonKeyAttributes", "FunctionResponseTypes", "PatchGroups", "AutoScalingGroups", "Types", "Events",
         "EventCategories", "AliasAttributes", "AutoVerifiedAttributes", "UsernameAttributes", "RulesPackageArns",
         "TrustedSigners", "TrustedKeyGroups"),
        _NAMES,
    ),
    "Headers": "names of headers to forward: a set",
}  # fmt: skip
