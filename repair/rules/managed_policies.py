"""Managed policies of AWS that templates name, each with the path that its ARN needs.

Source: AWS Managed Policy Reference Guide.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_BY_PATH: Mapping[str, str] = {
    "service-role/": """AmazonAPIGatewayPushToCloudWatchLogs AmazonDMSCloudWatchLogsRole AmazonDMSVPCManagementRole
    AmazonEBSCSIDriverPolicy AmazonEC2ContainerServiceAutoscaleRole AmazonEC2ContainerServiceEventsRole
    AmazonEC2ContainerServiceforEC2Role AmazonEC2ContainerServiceRole AmazonEC2RoleforSSM
    AmazonEC2SpotFleetTaggingRole AmazonECSTaskExecutionRolePolicy AmazonEFSCSIDriverPolicy
    AmazonRDSEnhancedMonitoringRole AmazonSSMAutomationRole AmazonSSMMaintenanceWindowRole
    AutoScalingNotificationAccessRole AWSAppSyncPushToCloudWatchLogs AWSBackupServiceRolePolicyForBackup
    AWSBackupServiceRolePolicyForRestores AWSBatchServiceRole AWSCodeDeployRole AWSCodeDeployRoleForLambda
    AWSConfigRulesExecutionRole AWS_ConfigRole AWSElasticBeanstalkEnhancedHealth AWSGlueServiceRole AWSIoTLogging
    AWSIoTRuleActions AWSLambdaBasicExecutionRole AWSLambdaDynamoDBExecutionRole AWSLambdaENIManagementAccess
    AWSLambdaKinesisExecutionRole AWSLambdaMSKExecutionRole AWSLambdaRole AWSLambdaSQSQueueExecutionRole
    AWSLambdaVPCAccessExecutionRole AWSTransferLoggingAccess""",
    "job-function/": """DatabaseAdministrator DataScientist NetworkAdministrator SupportUser SystemAdministrator
    ViewOnlyAccess""",
    "": """AdministratorAccess AmazonAthenaFullAccess AmazonCognitoPowerUser AmazonDynamoDBFullAccess
    AmazonDynamoDBReadOnlyAccess AmazonEC2ContainerRegistryFullAccess AmazonEC2ContainerRegistryPowerUser
    AmazonEC2ContainerRegistryReadOnly AmazonEC2FullAccess AmazonEC2ReadOnlyAccess AmazonEKSClusterPolicy
    AmazonEKSFargatePodExecutionRolePolicy AmazonEKSVPCResourceController AmazonEKSWorkerNodePolicy
    AmazonEKS_CNI_Policy AmazonKinesisFullAccess AmazonRDSFullAccess AmazonS3FullAccess AmazonS3ReadOnlyAccess
    AmazonSNSFullAccess AmazonSQSFullAccess AmazonSSMFullAccess AmazonSSMManagedInstanceCore AmazonSSMReadOnlyAccess
    AmazonVPCFullAccess AWSBackupServiceRolePolicyForS3Backup AWSBackupServiceRolePolicyForS3Restore
    AWSCodeDeployRoleForECS AWSElasticBeanstalkMulticontainerDocker AWSElasticBeanstalkWebTier
    AWSElasticBeanstalkWorkerTier AWSLambda_FullAccess AWSLambda_ReadOnlyAccess AWSStepFunctionsFullAccess
    AWSXRayDaemonWriteAccess CloudWatchAgentAdminPolicy CloudWatchAgentServerPolicy CloudWatchFullAccess
    CloudWatchLambdaInsightsExecutionRolePolicy CloudWatchLogsFullAccess IAMFullAccess PowerUserAccess ReadOnlyAccess
    SecretsManagerReadWrite SecurityAudit""",
}
"""Path -> names of the policies under it."""

_RENAMED: Mapping[str, str] = {
    "ConfigRole": "AWS_ConfigRole",
    "AmazonECSTaskExecutionRole": "AmazonECSTaskExecutionRolePolicy",
    "AWSLambdaVPCExecutionRole": "AWSLambdaVPCAccessExecutionRole",
}
"""Names that no policy has, or has no more -> the one that is meant. Letters, digits and case alone are not here."""


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


_FULL = {name: path + name for path, names in _BY_PATH.items() for name in names.split()}
_MEANT = {_plain(name): full for name, full in _FULL.items()} | {
    _plain(name): _FULL[meant] for name, meant in _RENAMED.items()
}


def meant_policy(written: str) -> str | None:
    """Path and name that `written`, path and name of a policy of AWS, should be; None when it is right or unknown."""
    meant = _MEANT.get(_plain(written.rpartition("/")[2]))
    return meant if meant != written else None
