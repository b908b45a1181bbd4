"""The staff site: requests become calls of actions, what they return becomes pages."""
